package org.huifang.kernel;

/** Which characters a text may have, wherever it comes from: all tables, documents and spreadsheets can hold them. */
public final class Storable {
    private Storable() {}

    /** Not a control character but tab and line ends, nor half of a surrogate pair. */
    public static boolean is(String text) {
        return text.codePoints().allMatch(Storable::is);
    }

    /** What can be held of a text that nobody can be asked to correct. */
    public static String of(String text) {
        return is(text)
                ? text
                : text.codePoints()
                        .filter(Storable::is)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean is(int codePoint) {
        return codePoint >= ' '
                ? codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE
                : codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }
}
