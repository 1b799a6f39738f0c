// By its path: tram's index would load the drivers at every start of the program.
export { isTimeout, withLimit } from '../../services/tram/limit/with-limit.ts';
