/* Loaded before PostgreSQL: every fsync and fdatasync takes LONGER_MS longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = dlsym(RTLD_NEXT, "fsync");
  usleep(LONGER_MS * 1000);
  return real(fd);
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
  usleep(LONGER_MS * 1000);
  return real(fd);
}
