/** com.apple.kpi.unsupported: what may go away with any release. */
export const unsupported = `
8 void Debugger(const char *message)
8 void delay(int microseconds)
8 void log(int level, const char *format, ...)
8 kern_return_t KUNCUserNotificationDisplayNotice(int timeout, unsigned flags, char *iconPath, char *soundPath, char *localizationPath, char *header, char *message, char *button)
8 vm_map_t kernel_map
8 uint64_t max_mem
8 vm_map_t get_task_map(task_t task)
8 void *get_bsdtask_info(task_t task)
8 struct vfs_context *vfs_context_current(void)
8 int tsleep(void *channel, int priority, const char *message, int timeout)
8 void lck_mtx_assert(lck_mtx_t *lock, unsigned int type)
`;
