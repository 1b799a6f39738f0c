'use strict';

const { randomUUID } = require('node:crypto');
const express = require('express');

/** An app that knows of each request what it is called: as the caller says, or by a new name. */
function createApp() {
  const app = express();
  app.use(express.json());
  app.use((req, res, next) => {
    const id = req.get('x-request-id') || randomUUID();
    req.origin = { id, correlationId: id };
    res.set('x-request-id', id);
    next();
  });
  return app;
}

function answerErrors(app) {
  app.use((error, req, res, next) => {
    if (res.headersSent) return next(error);
    const status = error.status ?? (isBadInput(error) ? 400 : 500);
    if (status === 500) console.error(req.method, req.path, error);
    res.status(status).json({ error: error.message });
  });
}

/** SQLSTATE 22 (a value out of range), 23 (a constraint). */
function isBadInput({ code }) {
  return typeof code === 'string' && /^(22|23)/.test(code);
}

function listen(app, stop) {
  answerErrors(app);
  const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
  const end = async () => {
    server.close();
    server.closeIdleConnections();
    await stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void end());
}

module.exports = { createApp, listen };
