// By its path: tram's index would load the drivers at every start of the program.
export { nowMs as epochMs, sinceMs } from '../../services/tram/observe/clock.ts';
