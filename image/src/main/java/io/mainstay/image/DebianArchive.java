// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks a package. Links become copies, because the tool that makes the layers knows none; what only a shell or a person
 * would read is left out, except the licences.
 */
final class DebianArchive {

    /** No program here converts character sets by the C library, and there is no package manager. */
    private static final Set<String> LEFT_OUT = Set.of("usr/lib/x86_64-linux-gnu/gconv/", "usr/share/lintian/");

    private static final String DOCUMENTS = "usr/share/doc/";

    private DebianArchive() {}

    /**
     * Unpacks into a root file system and says in {@code var/lib/dpkg/status.d} what was unpacked, where scanners look.
     *
     * @throws ImageException if the file is not a package as expected
     */
    static void unpack(DebianPackage unpacked, Path file, Path root) throws IOException {
        byte[] control = new byte[0];
        try (ArArchiveInputStream parts = new ArArchiveInputStream(Files.newInputStream(file))) {
            for (ArArchiveEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                switch (part.getName()) {
                    case "control.tar.xz" -> control = control(parts.readAllBytes());
                    case "data.tar.xz" -> unpackData(parts.readAllBytes(), root);
                    default -> {}
                }
            }
        }
        if (control.length == 0) {
            throw new ImageException(file + " has no control.tar.xz; only packages compressed with xz can be unpacked");
        }
        Path status = root.resolve("var/lib/dpkg/status.d").resolve(unpacked.name());
        Files.createDirectories(status.getParent());
        Files.write(status, control);
    }

    private static byte[] control(byte[] compressed) throws IOException {
        try (TarArchiveInputStream tar = tar(compressed)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals("./control")) {
                    return tar.readAllBytes();
                }
            }
        }
        return new byte[0];
    }

    private static void unpackData(byte[] compressed, Path root) throws IOException {
        Map<Path, Path> links = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = tar(compressed)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replaceFirst("^\\./", "");
                if (entry.isDirectory() || leftOut(name)) {
                    continue;
                }
                Path target = inside(root, name);
                if (entry.isSymbolicLink()) {
                    links.put(target, linked(root, target, entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                }
            }
        }
        for (Map.Entry<Path, Path> link : links.entrySet()) {
            if (Files.isRegularFile(link.getValue())) {
                Files.createDirectories(link.getKey().getParent());
                Files.copy(link.getValue(), link.getKey());
            }
        }
    }

    private static boolean leftOut(String name) {
        return LEFT_OUT.stream().anyMatch(name::startsWith)
                || (name.startsWith(DOCUMENTS) && !name.endsWith("/copyright"));
    }

    private static Path linked(Path root, Path link, String target) {
        return target.startsWith("/")
                ? inside(root, target.substring(1))
                : link.resolveSibling(target).normalize();
    }

    private static Path inside(Path root, String name) {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)) {
            throw new ImageException("A package has a file outside its root: " + name);
        }
        return path;
    }

    private static TarArchiveInputStream tar(byte[] compressed) throws IOException {
        InputStream content = new XZCompressorInputStream(new ByteArrayInputStream(compressed));
        return new TarArchiveInputStream(content, StandardCharsets.UTF_8.name());
    }
}
