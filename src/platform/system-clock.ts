import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';

/** The machine's clock. */
@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
