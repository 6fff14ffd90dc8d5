// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

/** What texts that people enter may consist of. */
public final class Texts {

    private Texts() {}

    /**
     * Whether the text can be kept and shown as it is: no control characters but tabs and line breaks, and no halves of
     * characters, which UTF-8 cannot write.
     */
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(Texts::isPlain);
    }

    /** The text, or its beginning if it is longer than so many code points, to be named in a message. */
    public static String shortened(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max)) + "…";
    }

    private static boolean isPlain(int codePoint) {
        return switch (codePoint) {
            case '\t', '\n', '\r' -> true;
            default -> !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
        };
    }
}
