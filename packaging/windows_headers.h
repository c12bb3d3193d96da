/* What llama.cpp asks of Windows 11 (a thread that is not to be slowed down) and Debian 12's mingw-w64 10 can't name yet;
   from learn.microsoft.com, THREAD_POWER_THROTTLING_STATE. Read before every file of it. */
#ifndef THREAD_POWER_THROTTLING_CURRENT_VERSION
#define THREAD_POWER_THROTTLING_CURRENT_VERSION 1
#define THREAD_POWER_THROTTLING_EXECUTION_SPEED 0x1
typedef struct _THREAD_POWER_THROTTLING_STATE {
    unsigned long Version;
    unsigned long ControlMask;
    unsigned long StateMask;
} THREAD_POWER_THROTTLING_STATE;
#endif
