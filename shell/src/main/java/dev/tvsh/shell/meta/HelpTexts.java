package dev.tvsh.shell.meta;

import java.util.Optional;

/** What {@code tvsh --help} and {@code \?} tell besides the commands. */
public final class HelpTexts {

    /** The options of the process. */
    public static final String OPTIONS = """
            tvsh takes a PostgreSQL database that uses pg_tviews through an upgrade and back.

            Usage:
              tvsh [OPTION]... [DBNAME [USER] | URI | CONNINFO]
              tvsh replay TRANSCRIPT     tvsh verify TRANSCRIPT     tvsh export TRANSCRIPT --to tvsh|sql|sh|md

            What to run (without any: the terminal, or standard input):
              -c, --command=TEXT       run TEXT
              -f, --file=FILE          run a file; - is standard input
                                       -c and -f can be given several times, and run in their order
              -1, --single-transaction run -c and -f in one transaction
              -l, --list               list the databases
                  --yes                go on where a command would ask

            Where to connect:
              -h, --host=HOST          host, or folder of the socket
              -p, --port=PORT
              -U, --username=NAME
              -d, --dbname=DBNAME      name, URI, or connection string
              -w, --no-password        never ask for a password
              -W, --password           ask for a password

            How to run:
              -v, --set, --variable=NAME=VALUE   set a variable
              -X, --no-psqlrc          do not read tvshrc
              -a, --echo-all           print every line of a script
              -b, --echo-errors        print statements that fail
              -e, --echo-queries       print statements
              -E, --echo-hidden        print what commands render
              -L, --log-file=FILE      keep a copy of all output
              -n, --no-readline        plain line editing
              -o, --output=FILE        results go to a file
              -q, --quiet              results only
              -s, --single-step        ask before each statement
              -S, --single-line        a line is a statement

            How results look:
              -A, --no-align           unaligned
                  --csv                CSV
              -F, --field-separator=TEXT
              -P, --pset=NAME[=VALUE]  set an option of printing
              -H, --html               HTML
              -R, --record-separator=TEXT
              -T, --table-attr=TEXT    attributes of HTML tables
              -t, --tuples-only        rows only
              -x, --expanded           each row as a list of its columns
              -z, --field-separator-zero   -0, --record-separator-zero   zero bytes instead

            Help:
              -?, --help[=options]     this; --help=commands: backslash commands; --help=variables: variables
              -V, --version

            Exit status: 0 done; 1 error or wrong usage; 2 no connection; 3 a script stopped at an SQL error;
            4 the answer is negative; 5 refused; 130 interrupted.
            """;

    /** The variables that mean something. */
    public static final String VARIABLES = """
            Variables: \\set NAME VALUE, or -v NAME=VALUE

              AUTOCOMMIT               off: a statement begins a transaction that only COMMIT ends
              COMP_KEYWORD_CASE        lower, upper, preserve-lower, preserve-upper: how Tab writes key words
              ECHO                     none, errors, queries, all: which input is printed again
              ECHO_HIDDEN              on: shows what commands render; noexec: backslash commands show it and do not run it
              EDIT_MODE                emacs, vi: whose keys the line editor has
              FETCH_COUNT              results are printed in pieces of so many rows
              GUARD                    ask, transaction, off: what becomes of statements that are often accidents
              HIDE_TABLEAM             on: \\d+ leaves access methods out
              HIDE_TOAST_COMPRESSION   on: \\d+ leaves compression methods out
              HISTCONTROL              none, ignorespace, ignoredups, ignoreboth: what the history does not keep
              HISTFILE                 where the history is kept
              HISTSIZE                 how many inputs it keeps; negative: all
              host                     where commands act on the host: ssh:HOST, sudo:USER; unset: here
              IGNOREEOF                Ctrl-D leaves only when pressed so many times
              ON_ERROR_ROLLBACK        on, interactive: an error in a transaction takes back its own statement only
              ON_ERROR_STOP            on: a script ends at the first error
              PROMPT1 PROMPT2 PROMPT3  before an input, before its further lines, before data of COPY
              QUIET                    on: results only
              SHOW_ALL_RESULTS         off: of several statements sent as one, only the last result is shown
              SHOW_CONTEXT             never, errors, always: when the CONTEXT of a message is shown
              SINGLELINE               on: the end of a line ends a statement
              SINGLESTEP               on: each statement is asked about before it is sent
              VERBOSITY                default, verbose, terse, sqlstate: how much of an error is shown

            Told by tvsh:

              DBNAME USER HOST PORT ENCODING SERVER_VERSION_NAME SERVER_VERSION_NUM   where the session is
              ERROR SQLSTATE ROW_COUNT LASTOID         what came of the last statement
              LAST_ERROR_MESSAGE LAST_ERROR_SQLSTATE   the last error
              VERSION VERSION_NAME VERSION_NUM         of psql, whose commands these are

            How results look: \\pset NAME VALUE, or -P NAME=VALUE; \\pset alone shows all

              border  columns  csv_fieldsep  expanded  fieldsep  fieldsep_zero  footer  format  linestyle  null  numericlocale
              pager  pager_min_lines  recordsep  recordsep_zero  tableattr  title  tuples_only  unicode_border_linestyle
              unicode_column_linestyle  unicode_header_linestyle

            Environment: NAME=VALUE tvsh, or \\setenv NAME VALUE for what is started from here

              PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGPASSFILE PGSERVICE ...   as for every client of PostgreSQL
              PSQL_EDITOR EDITOR VISUAL                the editor of \\e, \\ef, \\ev; PSQL_EDITOR_LINENUMBER_ARG before its line
              PSQL_PAGER PAGER PSQL_WATCH_PAGER        the pager; that of \\watch
              SHELL                                    what \\! alone starts
              NO_COLOR TERM                            no colours: NO_COLOR=1, TERM=dumb
              INPUTRC                                  settings of the line editor
              TVSH_HOME                                the folder of configuration and state
            """;

    private HelpTexts() {}

    /** The text on a topic of {@code --help}; empty if there is none of it. */
    public static Optional<String> about(String topic) {
        return switch (topic) {
            case "", "options" -> Optional.of(OPTIONS);
            case "variables" -> Optional.of(VARIABLES);
            default -> Optional.empty();
        };
    }
}
