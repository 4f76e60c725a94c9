import { Controller, Injectable, Module } from '@nestjs/common';
import { defineRoute, uuid, type RouteInput } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { sqlMigration, UnitOfWork, type Tx } from '@goufu/persistence';
import { DueTaskHandler, scheduleTask, type DueTask } from '@goufu/tasks';
import { z } from 'zod';
import { Input } from '../http/admitted.js';
import { Implements } from '../http/implements.js';
import { Caller } from '../identity/caller.js';

/** A service of the specs' own with a table, a command and a deadline. */
export const addNote = defineRoute({
  id: 'addNote',
  method: 'POST',
  path: '/notes',
  summary: 'Keeps a note and strikes it out at its deadline',
  allow: ['purchaser'],
  body: z.strictObject({ text: z.string().max(100), until: z.iso.datetime() }),
  response: z.object({ id: uuid }),
});

export const noteMigrations = [sqlMigration(20260101900, 'Note', 'CREATE TABLE note (id uuid PRIMARY KEY, text text NOT NULL, struck_out boolean NOT NULL DEFAULT false)')];

@Controller()
export class NoteController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Implements(addNote)
  async add(@Input() { body }: RouteInput<typeof addNote>, @Caller() caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const id = newId();
      await tx.query('INSERT INTO note (id, text) VALUES ($1, $2)', [id, body.text]);
      scheduleTask(tx, { kind: 'strike-out', key: id, dueAt: body.until, payload: { id } });
      return { id };
    });
  }
}

@Injectable()
export class StrikeOut extends DueTaskHandler<{ id: string }> {
  readonly kind = 'strike-out';
  async run({ payload }: DueTask<{ id: string }>, tx: Tx): Promise<void> {
    await tx.query('UPDATE note SET struck_out = true WHERE id = $1', [payload.id]);
  }
}

@Module({ controllers: [NoteController], providers: [StrikeOut] })
export class NoteModule {}
