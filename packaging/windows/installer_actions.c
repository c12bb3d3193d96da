/* Two things that Windows Installer has no table for: to refuse while a program is open, and to say a sentence.

   What to look for and what to say are properties of the package (packaging/msi_source.py). Built by packaging/msi.py
   with mingw-w64, or on Windows with: cl /LD installer_actions.c msi.lib */
#include <windows.h>
#include <tlhelp32.h>
#include <msi.h>
#include <msiquery.h>

#define LONGEST 1024

/* The value of a property, or an empty text. */
static void read_property(MSIHANDLE install, const wchar_t *name, wchar_t *value)
{
    DWORD length = LONGEST;
    if (MsiGetPropertyW(install, name, value, &length) != ERROR_SUCCESS)
        value[0] = 0;
}

/* Send a property's text to the log, and to the screen where somebody watches and `how` is for people. */
static void say(MSIHANDLE install, const wchar_t *property, INSTALLMESSAGE how)
{
    wchar_t text[LONGEST];
    MSIHANDLE record = MsiCreateRecord(1);
    read_property(install, property, text);
    MsiRecordSetStringW(record, 0, L"[1]");
    MsiRecordSetStringW(record, 1, text);
    MsiProcessMessage(install, how, record);
    MsiCloseHandle(record);
}

/* Whether `name` is one of the names in `list`, which are parted by semicolons. */
static BOOL is_listed(const wchar_t *name, const wchar_t *list)
{
    int length = lstrlenW(name);
    for (const wchar_t *each = list; *each;) {
        const wchar_t *end = each;
        while (*end && *end != L';')
            end++;
        if (CompareStringOrdinal(each, (int)(end - each), name, length, TRUE) == CSTR_EQUAL)
            return TRUE;
        each = *end ? end + 1 : end;
    }
    return FALSE;
}

/* Whether a program of one of these names runs, whoever is signed in and started it; if nobody can tell, it does. */
static BOOL is_open(const wchar_t *programs)
{
    BOOL open = FALSE;
    PROCESSENTRY32W process = {.dwSize = sizeof process};
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (all == INVALID_HANDLE_VALUE)
        return TRUE;
    for (BOOL more = Process32FirstW(all, &process); more && !open; more = Process32NextW(all, &process))
        open = is_listed(process.szExeFile, programs);
    CloseHandle(all);
    return open;
}

/* Ends the installation with 1602 before anything is changed, if one of the programs in OpenPrograms runs. */
__declspec(dllexport) UINT __stdcall RefuseWhileOpen(MSIHANDLE install)
{
    wchar_t programs[LONGEST];
    read_property(install, L"OpenPrograms", programs);
    if (!is_open(programs))
        return ERROR_SUCCESS;
    say(install, L"OpenSentence", INSTALLMESSAGE_ERROR | MB_OK | MB_ICONWARNING);
    return ERROR_INSTALL_USEREXIT;
}

/* Says, after Fairnote was removed, that the visits are still there: always in the log, and to whoever watches. */
__declspec(dllexport) UINT __stdcall SayVisitsStay(MSIHANDLE install)
{
    wchar_t level[LONGEST];
    say(install, L"VisitsStaySentence", INSTALLMESSAGE_INFO);
    read_property(install, L"UILevel", level);
    if (level[0] > L'2') /* INSTALLUILEVEL_NONE is 2 */
        say(install, L"VisitsStaySentence", INSTALLMESSAGE_USER | MB_OK | MB_ICONINFORMATION);
    return ERROR_SUCCESS;
}
