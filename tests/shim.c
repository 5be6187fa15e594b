/* Counts what a process writes below the folder FAULT_ROOT, and lets the FAULT_AT-th of it fail:
 *   FAULT_KIND=kill   the process is killed before it
 *   FAULT_KIND=torn   half of the bytes are written, then the process is killed
 *   FAULT_KIND=<n>    it fails with this errno; with FAULT_LASTS=1, so does every later one that takes room
 * FAULT_ONLY names the only kind of call that counts, FAULT_LOG a file that gets a line for each. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_int counted;

static int inside(const char *path) {
    const char *root = getenv("FAULT_ROOT");
    return root && path && strncmp(path, root, strlen(root)) == 0;
}

static const char *path_of(int file, char *buffer, size_t size) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, buffer, size - 1);
    buffer[length > 0 ? length : 0] = 0;
    return buffer;
}

static void tell(const char *call, const char *path) {
    const char *log = getenv("FAULT_LOG");
    if (!log) return;
    char line[4200];
    int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    int file = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (file >= 0) {
        if (REAL(write)(file, line, length) < 0) { /* nothing to be done about it */ }
        close(file);
    }
}

/* 0: go on; -1: fail with errno set; half the size: write so much and die. */
static ssize_t fault(const char *call, const char *path, size_t size, int takes_room) {
    const char *only = getenv("FAULT_ONLY"), *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
    if (!inside(path) || (only && !strstr(call, only))) return 0;
    int now = atomic_fetch_add(&counted, 1) + 1;
    tell(call, path);
    if (!at || !kind || now < atoi(at)) return 0;
    if (now > atoi(at) && !(getenv("FAULT_LASTS") && takes_room)) return 0;
    if (!strcmp(kind, "torn") && size > 1) return size / 2;
    if (!strcmp(kind, "kill") || !strcmp(kind, "torn")) raise(SIGKILL);
    if (now > atoi(at) || takes_room || !getenv("FAULT_LASTS")) {
        errno = atoi(kind);
        return -1;
    }
    return 0;
}

ssize_t write(int file, const void *data, size_t size) {
    char path[4096];
    int error = errno;
    ssize_t found = fault("write", path_of(file, path, sizeof path), size, 1);
    if (found < 0) return -1;
    if (found > 0) {
        if (REAL(write)(file, data, found) >= 0) raise(SIGKILL);
        raise(SIGKILL);
    }
    errno = error;
    return REAL(write)(file, data, size);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset) {
    char path[4096];
    ssize_t found = fault("pwrite", path_of(file, path, sizeof path), size, 1);
    if (found < 0) return -1;
    if (found > 0) {
        if (REAL(pwrite64)(file, data, found, offset) >= 0) raise(SIGKILL);
        raise(SIGKILL);
    }
    return REAL(pwrite64)(file, data, size, offset);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset) { return pwrite64(file, data, size, offset); }

int fsync(int file) {
    char path[4096];
    return fault("fsync", path_of(file, path, sizeof path), 0, 1) ? -1 : REAL(fsync)(file);
}

int fdatasync(int file) {
    char path[4096];
    return fault("fsync", path_of(file, path, sizeof path), 0, 1) ? -1 : REAL(fdatasync)(file);
}

int ftruncate64(int file, off64_t size) {
    char path[4096];
    return fault("ftruncate", path_of(file, path, sizeof path), 0, 0) ? -1 : REAL(ftruncate64)(file, size);
}

int rename(const char *from, const char *to) { return fault("rename", to, 0, 0) ? -1 : REAL(rename)(from, to); }

int unlink(const char *path) { return fault("unlink", path, 0, 0) ? -1 : REAL(unlink)(path); }

int mkdir(const char *path, mode_t mode) { return fault("mkdir", path, 0, 1) ? -1 : REAL(mkdir)(path, mode); }

#define OPENS(name)                                                                  \
    int name(const char *path, int flags, ...) {                                     \
        va_list rest;                                                                \
        va_start(rest, flags);                                                       \
        int mode = flags & O_CREAT ? va_arg(rest, int) : 0;                          \
        va_end(rest);                                                                \
        if ((flags & O_CREAT) && access(path, F_OK) && fault("create", path, 0, 1))  \
            return -1;                                                               \
        return REAL(name)(path, flags, mode);                                        \
    }
OPENS(open)
OPENS(open64)
