export * from './due-task.js';
export * from './failed-tasks.js';
export * from './handlers.js';
export * from './migrations.js';
export { TaskRunner } from './task-runner.js';
export { TasksModule, type TasksOptions } from './tasks.module.js';
