package dev.tvsh.shell;

/** What {@code tvsh --help} prints. */
final class Usage {

    static final String TEXT = """
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

            Exit status: 0 done; 1 error or wrong usage; 2 no connection; 3 a script stopped at an SQL error;
            4 the answer is negative; 5 refused; 130 interrupted.
            """;

    private Usage() {}
}
