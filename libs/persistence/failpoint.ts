const armed = process.env['FAILPOINT'] ?? '';
const [armedName, armedPass = '1'] = armed.split('#');
let passes = 0;

/**
 * Dies here, as by SIGKILL, when the environment says `FAILPOINT=<name>` (or `<name>#3` for the third pass): how tests
 * prove that a crash at this very place loses and doubles nothing. Costs a string comparison otherwise.
 */
export function failpoint(name: string): void {
  if (name !== armedName) return;
  passes += 1;
  if (passes === Number(armedPass)) process.kill(process.pid, 'SIGKILL');
}
