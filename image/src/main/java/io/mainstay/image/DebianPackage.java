// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pinned package.
 *
 * @param path where it is below a mirror of the Debian archive
 * @param sha256 the sum of the file, in lower-case hexadecimal
 */
record DebianPackage(String name, String version, String path, String sha256) {

    private static final Pattern LINE = Pattern.compile(
            "([0-9a-f]{64})  (pool/[a-z]+/[a-z0-9.+-]+/[a-z0-9.+-]+/(([a-z0-9.+-]+)_([^_/]+)_[a-z0-9]+\\.deb))");

    /**
     * Reads the format of the {@code sha256sum} command; lines that begin with {@code #} are comments.
     *
     * @throws ImageException if another line does not have that format
     */
    static List<DebianPackage> parse(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(DebianPackage::parseLine)
                .toList();
    }

    private static DebianPackage parseLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new ImageException("Not a checksum and the path of a package: " + line);
        }
        return new DebianPackage(matcher.group(4), matcher.group(5), matcher.group(2), matcher.group(1));
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
