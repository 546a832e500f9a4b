/** The only source of "now" below the edges. Instants are UTC. */
export abstract class Clock {
  abstract now(): Date;
}
