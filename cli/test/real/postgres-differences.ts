import { expectDifferences } from './differences.ts';

expectDifferences('postgresql-15');
