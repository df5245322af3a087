package dev.tvsh.commands.connection;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an ErrorResponse or NoticeResponse.
 *
 * <p>Source: PostgreSQL documentation, "Error and Notice Message Fields".
 */
final class MessageFields {

    private final Map<Character, String> fields = new HashMap<>();

    private MessageFields() {}

    static ServerMessage parse(byte[] body, Charset charset) {
        MessageFields message = new MessageFields();
        int at = 0;
        while (at < body.length && body[at] != 0) {
            int end = at + 1;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            message.fields.put((char) body[at], new String(body, at + 1, end - at - 1, charset));
            at = end + 1;
        }
        return message.whole();
    }

    private ServerMessage whole() {
        String routine = field('R');
        return new ServerMessage(
                fields.getOrDefault('S', "ERROR"),
                fields.getOrDefault('C', "XX000"),
                fields.getOrDefault('M', ""),
                field('D'),
                field('H'),
                number('P'),
                number('p'),
                field('q'),
                field('W'),
                new ServerMessage.About(field('s'), field('t'), field('c'), field('d'), field('n')),
                routine == null ? null : routine + ", " + field('F') + ":" + field('L'));
    }

    private @Nullable String field(char code) {
        return fields.get(code);
    }

    private int number(char code) {
        try {
            return Integer.parseInt(fields.getOrDefault(code, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
