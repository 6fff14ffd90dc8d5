// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image in the OCI layout, as a tar.
 *
 * @param blobs its blobs by digest
 * @param index its {@code index.json}
 */
record OciImage(Map<String, byte[]> blobs, JsonNode index) {

    /** What the build has made. */
    static final Path TAR = Path.of("target/mainstay-image.tar");

    /** A layer as the manifest describes it. */
    record Layer(String mediaType, String digest, long size) {}

    static OciImage read(Path tar) {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream entries = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), entries.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        JsonNode index = JsonMapper.shared().readTree(files.get("index.json"));
        Map<String, byte[]> blobs = new HashMap<>();
        files.forEach((name, content) -> {
            if (name.startsWith("blobs/sha256/")) {
                blobs.put("sha256:" + name.substring("blobs/sha256/".length()), content);
            }
        });
        return new OciImage(blobs, index);
    }

    String digest() {
        return index.at("/manifests/0/digest").stringValue();
    }

    JsonNode manifest() {
        return JsonMapper.shared().readTree(blobs.get(digest()));
    }

    JsonNode configuration() {
        return JsonMapper.shared()
                .readTree(blobs.get(manifest().at("/config/digest").stringValue()));
    }

    List<Layer> layers() {
        return manifest()
                .get("layers")
                .valueStream()
                .map(layer -> new Layer(
                        layer.get("mediaType").stringValue(),
                        layer.get("digest").stringValue(),
                        layer.get("size").longValue()))
                .toList();
    }

    /** The unpacked tar of a layer. */
    InputStream content(Layer layer) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(blobs.get(layer.digest())));
    }

    /** Unpacks the layers one over the other, with the modes of the files. */
    void unpack(Path root) throws IOException {
        for (Layer layer : layers()) {
            try (TarArchiveInputStream entries = new TarArchiveInputStream(content(layer))) {
                for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    unpack(entries, entry, root);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream entries, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IllegalStateException("Outside the root: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isFile()) {
            Files.createDirectories(target.getParent());
            Files.copy(entries, target);
        } else {
            throw new IllegalStateException("Neither file nor folder: " + entry.getName());
        }
        Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        Files.setLastModifiedTime(target, entry.getLastModifiedTime());
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] inOrder = {
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_READ
        };
        for (int bit = 0; bit < inOrder.length; bit++) {
            if ((mode & (1 << bit)) != 0) {
                permissions.add(inOrder[bit]);
            }
        }
        return permissions;
    }
}
