// A kext that is well, for spoil to work on.

typedef struct kmod_info {
  struct kmod_info *next;
  int info_version;
  unsigned id;
  char name[64], version[64];
  int reference_count;
  void *reference_list;
  unsigned long address, size, hdr_size;
  int (*start)(struct kmod_info *, void *), (*stop)(struct kmod_info *, void *);
} __attribute__((packed, aligned(4))) kmod_info_t;

extern int IOLog(const char *format, ...);

static int begin(kmod_info_t *info, void *data) { return IOLog("begin %p %p\n", info, data), 0; }
static int end(kmod_info_t *info, void *data) { return IOLog("end %p %p\n", info, data), 0; }

kmod_info_t kmod_info = {0, 1, -1, "org.example.bad", "1.0.0", -1, 0, 0, 0, 0, begin, end};
