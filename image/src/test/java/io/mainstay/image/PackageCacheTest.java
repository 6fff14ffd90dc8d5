// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCacheTest {

    private static final String CONTENT = "a package";
    private static final DebianPackage PACKAGE = DebianPackage.parse(
                    PackageCache.sha256(CONTENT.getBytes(StandardCharsets.UTF_8))
                            + "  pool/main/g/glibc/libc6_2.36-9+deb12u14_amd64.deb\n")
            .getFirst();

    private final ConcurrentHashMap<String, String> served = new ConcurrentHashMap<>();
    private HttpServer mirror;

    @TempDir
    private Path folder;

    @BeforeEach
    void startMirror() throws IOException {
        mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/", exchange -> {
            String content = served.get(exchange.getRequestURI().getPath());
            byte[] body = (content == null ? "gone" : content).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(content == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        mirror.start();
    }

    @AfterEach
    void stopMirror() {
        mirror.stop(0);
    }

    @Test
    void shouldAskTheNextMirrorAndKeepWhatItFetched() throws IOException {
        served.put("/second/" + PACKAGE.path(), CONTENT);

        Path fetched = cache("/first", "/second").file(PACKAGE);
        served.clear();
        Path kept = new PackageCache(folder, List.of()).file(PACKAGE);

        assertThat(kept).isEqualTo(fetched).hasContent(CONTENT);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(kept);
        }
    }

    @Test
    void shouldRefuseAnotherFileAndSayWhatToDo() {
        served.put("/first/" + PACKAGE.path(), "something else");

        assertThatThrownBy(() -> cache("/first", "/second").file(PACKAGE))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("libc6 2.36-9+deb12u14")
                .hasMessageContaining("has another file")
                .hasMessageContaining("answered 404")
                .hasMessageContaining("-Dimage.debian-mirror")
                .hasMessageContaining("debian-packages.sha256")
                .hasMessageContaining("-Dimage.base");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNotUseTheNetworkOffline() {
        assertThatThrownBy(() -> new PackageCache(folder, List.of()).file(PACKAGE))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("Maven works offline");
    }

    @Test
    void shouldFetchADamagedFileAnew() throws IOException {
        served.put("/first/" + PACKAGE.path(), CONTENT);
        Files.writeString(cache("/first").file(PACKAGE), "damaged");

        assertThat(cache("/first").file(PACKAGE)).hasContent(CONTENT);
    }

    @Test
    void shouldPinTheLibrariesOfTheBase() {
        assertThat(BaseFiles.pinned()).extracting(DebianPackage::name).containsExactly("base-files", "libc6", "zlib1g");
        assertThatThrownBy(() -> DebianPackage.parse("libc6")).isInstanceOf(ImageException.class);
    }

    private PackageCache cache(String... paths) {
        return new PackageCache(
                folder,
                List.of(paths).stream()
                        .map(path -> URI.create(
                                "http://127.0.0.1:" + mirror.getAddress().getPort() + path))
                        .toList());
    }
}
