/*
 * What a kext must have and Rust need not know of: the kmod_info record by which the kernel finds
 * the kext's name, version, start and stop. Declared here, so that no Apple header is needed; with
 * a Kernel.framework at hand, KMOD_EXPLICIT_DECL of <mach/kmod.h> says the same.
 */
#include <stdint.h>

typedef int kern_return_t;
enum { KERN_SUCCESS = 0 };

struct kmod_info;
typedef kern_return_t kmod_function_t(struct kmod_info *info, void *data);

#pragma pack(push, 4)
struct kmod_info {
    struct kmod_info *next;
    int32_t info_version;
    uint32_t id;
    char name[64];
    char version[64];
    int32_t reference_count;
    void *reference_list;
    uint64_t address;
    uint64_t size;
    uint64_t header_size;
    kmod_function_t *start;
    kmod_function_t *stop;
};
#pragma pack(pop)

_Static_assert(sizeof(struct kmod_info) == 196, "the kernel expects kmod_info to be 196 bytes");

void rust_main(void);

static kern_return_t hello_start(struct kmod_info *info, void *data) {
    (void)info;
    (void)data;
    rust_main();
    return KERN_SUCCESS;
}

static kern_return_t hello_stop(struct kmod_info *info, void *data) {
    (void)info;
    (void)data;
    return KERN_SUCCESS;
}

/* The kernel writes into it when it loads the kext: not const. */
struct kmod_info kmod_info = {
    .info_version = 1,
    .id = UINT32_MAX,
    .name = "org.example.hello",
    .version = "1.0.0",
    .reference_count = -1,
    .start = hello_start,
    .stop = hello_stop,
};
