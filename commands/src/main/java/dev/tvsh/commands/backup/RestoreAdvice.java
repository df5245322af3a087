package dev.tvsh.commands.backup;

import java.util.List;
import java.util.regex.Pattern;

/** What helps against an error that has ended a restore. */
final class RestoreAdvice {

    private static final Pattern MISSING = Pattern.compile("(role|tablespace) \"?.*\"? does not exist");
    private static final Pattern RIGHT = Pattern.compile("must be superuser|must be owner");
    private static final Pattern DENIED = Pattern.compile("permission denied");
    private static final Pattern SHUT_OUT = Pattern.compile("no pg_hba.conf entry|pg_hba.conf rejects");
    private static final Pattern CHECK = Pattern.compile("violates check constraint");

    private RestoreAdvice() {}

    static List<String> of(String error, BackupFolder backup) {
        if (MISSING.matcher(error).find()) {
            return List.of("Its definition is in " + backup.directory() + "/" + BackupFolder.GLOBALS);
        }
        if (RIGHT.matcher(error).find()) {
            return List.of("This role may not make all that is in the backup: connect as a superuser");
        }
        if (DENIED.matcher(error).find()) {
            return List.of(
                    "A materialised view is filled as its owner, who needs the rights on what it reads: GRANT them, then back up again.",
                    "If this role is no superuser: connect as one");
        }
        if (SHUT_OUT.matcher(error).find()) {
            return List.of(
                    "pg_hba.conf has to let this role into a database of that name too; then: SELECT pg_reload_conf();");
        }
        if (CHECK.matcher(error).find()) {
            return List.of(
                    "A constraint that reads other tables, or what has changed since, is tested for each row that comes back.",
                    "In the database that is backed up make it NOT VALID: then it comes back after all rows");
        }
        return List.of();
    }
}
