// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The root file system below the virtual machine: pinned packages, and the few files that name users and hosts. */
final class BaseFiles {

    private static final Map<String, String> FILES =
            Map.of("etc/passwd", """
            root:x:0:0:root:/root:/sbin/nologin
            nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
            mainstay:x:10001:10001:Mainstay:/tmp:/sbin/nologin
            """, "etc/group", """
            root:x:0:
            nogroup:x:65534:
            mainstay:x:10001:
            """, "etc/nsswitch.conf", """
            passwd: files
            group: files
            hosts: files dns
            """);

    private BaseFiles() {}

    static List<DebianPackage> pinned() {
        try (InputStream in = BaseFiles.class.getResourceAsStream("debian-packages.sha256")) {
            if (in == null) {
                throw new IllegalStateException("debian-packages.sha256 is not packaged");
            }
            return DebianPackage.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new ImageException("The list of packages cannot be read", failure);
        }
    }

    static void layOut(PackageCache cache, Path root) throws IOException {
        for (DebianPackage wanted : pinned()) {
            DebianArchive.unpack(wanted, cache.file(wanted), root);
        }
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path target = root.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
        Files.createDirectories(root.resolve("tmp"));
    }
}
