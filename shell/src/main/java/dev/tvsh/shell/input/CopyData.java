package dev.tvsh.shell.input;

import java.util.List;

/** The data of a COPY among the lines of the input, which ends with {@code \.} in a line by itself. */
public final class CopyData {

    private CopyData() {}

    /** Whether the lines behind this input are data, if the server takes it. */
    static boolean follows(Input input) {
        if (input instanceof Input.Sql sql) {
            return fromStandardInput(SqlTokens.all(sql.text()));
        }
        if (input instanceof Input.Meta meta && meta.name().equals("copy")) {
            CopyWords words = CopyWords.parse(meta.word(0));
            return words.from() && words.file().isEmpty();
        }
        return false;
    }

    private static boolean fromStandardInput(List<SqlToken> tokens) {
        boolean copies = false;
        boolean from = false;
        for (SqlToken token : tokens) {
            if (copies && from && token.is("stdin")) {
                return true;
            }
            if (token.kind() != SqlToken.Kind.COMMENT) {
                from = token.is("from");
                copies |= token.is("copy");
            }
        }
        return false;
    }

    /** Whether the line, with its line end, ends the data. */
    public static boolean isEnd(String line) {
        return line.equals("\\.\n") || line.equals("\\.\r\n");
    }
}
