# All services and the relay: which one a container is, its command says.
FROM node:20.20.2-slim AS build
WORKDIR /saga-lab
# The published package has no lock file: it comes built.
COPY package.json package-lock.jso[n] ./
RUN if [ -e package-lock.json ]; then npm ci --ignore-scripts; fi
COPY . .
RUN if [ -e package-lock.json ]; then npm run build; fi

FROM node:20.20.2-slim
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps
WORKDIR /saga-lab
COPY package.json compose/start.sh compose/health.mjs ./
COPY --from=build /saga-lab/dist/chunks chunks
COPY --from=build /saga-lab/dist/services services
USER node
ENTRYPOINT ["./start.sh"]
HEALTHCHECK --interval=2s --timeout=10s --start-period=2m --retries=10 CMD ["node", "health.mjs"]
