// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps files under keys, each whole or not at all. What was put is there after a crash.
 *
 * <p>A key is a UUID, which names no other path.
 */
public interface FileStore {

    /** A new, empty file on this machine in which the bytes of a file are gathered before it is {@link #put}; whoever asks for it deletes it. */
    Path gather() throws IOException;

    /**
     * Keeps a file.
     *
     * @param gathered where its bytes are; nobody may count on it being there afterwards
     * @throws IOException if it could not be kept; then there is nothing under the key
     */
    void put(String key, Path gathered) throws IOException;

    /** The bytes of a file; empty if there is none under the key. */
    Optional<InputStream> open(String key) throws IOException;

    /** Deletes a file; none under the key is no error. */
    void delete(String key) throws IOException;
}
