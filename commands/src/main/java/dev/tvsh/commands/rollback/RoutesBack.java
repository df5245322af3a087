package dev.tvsh.commands.rollback;

import java.util.List;

/** Where there is nothing to take back yet: what way back each way forward has, and until when. */
final class RoutesBack {

    private RoutesBack() {}

    static List<String> lines() {
        return List.of(
                "before an upgrade, the way back of each:",
                "  pg-minor             the old binaries again, about 10 s; loses nothing; as long as they are kept   → rollback",
                "  pg-upgrade --copy, --clone   the old cluster again, about 10 s; loses what was written since;"
                        + " until delete_old_cluster.sh   → rollback",
                "  pg-upgrade --link    the old cluster again, until the new server is started first: that is the point of no return;"
                        + " then only a backup (pg_upgradecluster starts it at once)",
                "  pg-upgrade --swap    none as soon as files move, during pg_upgrade: only a backup",
                "  dump-restore         the old cluster or database is untouched; loses what was written since;"
                        + " until it is dropped",
                "  ext-minor            the old library file again, new sessions; loses nothing; keep the file",
                "  ext-major            the old files again and registrations by name, about a minute; loses no row; keep the files"
                        + " and a backup",
                "  each                 a backup restored beside and swapped; loses what was written since,"
                        + " but for what --keep-changes carries over");
    }
}
