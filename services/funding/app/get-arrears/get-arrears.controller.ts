import { listArrears, type RouteInput } from '@goufu/contracts';
import type { Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { readArrears } from './arrears.js';

@Controller()
export class GetArrearsController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Implements(listArrears)
  list(@Input() { query: { year } }: RouteInput<typeof listArrears>, @Caller() { scope }: Caller) {
    return readArrears(this.reader, scope, year, this.clock.now());
  }
}
