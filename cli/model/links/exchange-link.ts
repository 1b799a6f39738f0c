import type { Exchange } from '../indexes/exchanges.ts';
import type { ExchangeLink } from './link.ts';

export function exchangeLink(exchange: Exchange): ExchangeLink {
  const { id, correlation } = exchange;
  return { kind: 'http', id: `http:${id}`, correlation, exchange };
}
