// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of a row: a short text that differs when what is to be stored differs, so that a synchronisation writes only
 * changes.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** @param row a record, whose text form holds every component */
    public static String of(Object row) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(row.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
