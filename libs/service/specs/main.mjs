import { Module } from '@nestjs/common';
import { runService, serverEnvironment, serviceEnvironment } from '@goufu/service';

/** The `main.ts` of a service without routes of its own; with SPEC_WITHOUT_DATABASE as the portal is. */
class SpecModule {}
Module({})(SpecModule);
const config = process.env['SPEC_WITHOUT_DATABASE'] ? serverEnvironment : serviceEnvironment;
await runService({ name: 'spec', module: SpecModule, config, routes: [] });
