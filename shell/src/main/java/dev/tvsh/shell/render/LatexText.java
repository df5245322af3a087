package dev.tvsh.shell.render;

/** Text for LaTeX. */
final class LatexText {

    private LatexText() {}

    static String of(String text) {
        StringBuilder latex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '#', '$', '%', '&', '_', '{', '}' -> latex.append('\\').append(c);
                case '<' -> latex.append("\\textless{}");
                case '>' -> latex.append("\\textgreater{}");
                case '\\' -> latex.append("\\textbackslash{}");
                case '^' -> latex.append("\\^{}");
                case '|' -> latex.append("\\textbar{}");
                case '~' -> latex.append("\\~{}");
                case '\n' -> latex.append("\\\\");
                default -> latex.append(c);
            }
        }
        return latex.toString();
    }
}
