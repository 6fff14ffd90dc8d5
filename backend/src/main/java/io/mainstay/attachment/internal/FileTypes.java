// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.Tika;

/** The media types of files: what they are by their first bytes, and by their names where these leave it open. What a sender says is not asked. */
public final class FileTypes {

    private static final Tika TIKA = new Tika();

    private FileTypes() {}

    public static String of(Path file, String name) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return TIKA.detect(bytes, name);
        }
    }
}
