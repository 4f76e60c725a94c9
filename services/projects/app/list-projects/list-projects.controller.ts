import { listProjects, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input, pageFrom, positionOf } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { readProjects } from '../persistence/read-projects.js';
import { Reader } from '../persistence/reader.js';
import { projectView } from '../views.js';

const position = z.tuple([z.uuid()]);

@Controller()
export class ListProjectsController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listProjects)
  async list(@Input() { query }: RouteInput<typeof listProjects>, @Caller() caller: Caller) {
    const [after] = query.after === undefined ? [] : positionOf(position, query.after);
    const projects = await readProjects(this.reader, caller.scope, { ...query, after, limit: query.limit + 1 });
    return pageFrom(projects, query.limit, projectView, ({ id }) => [id]);
  }
}
