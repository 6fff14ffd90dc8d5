// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a backup; the drill with servers is in the tests of the backend. */
class BackupTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path instance;
    private Path file;
    private Path index;

    @BeforeEach
    void fill() throws IOException {
        instance = folder.resolve("instance");
        file = folder.resolve("backup.zip");
        write("neo4j/data/databases/neo4j/neostore", "the graph");
        write("keycloak/data/h2/keycloakdb.mv.db", "people");
        write("secrets.properties", "neo4j.password=x");
        index = Elasticsearch.dataFolder(settings(Map.of()).layout()).resolve("data/index");
        Files.createDirectories(index.getParent());
        Files.writeString(index, "derived");
        Files.createDirectories(instance.resolve("neo4j/data/empty"));
    }

    @AfterEach
    void deleteIndex() {
        // It may be in a folder that all users reach, outside of the temporary one.
        Folders.delete(Elasticsearch.dataFolder(settings(Map.of()).layout()));
    }

    @Test
    void shouldPutBackWhatWasThereAndDropTheIndex() throws Exception {
        backup(Map.of()).write(file);
        write("neo4j/data/databases/neo4j/neostore", "changed");
        write("neo4j/data/later", "written after the backup");
        write("keycloak/data/h2/keycloakdb.mv.db", "others");
        write("secrets.properties", "neo4j.password=y");

        backup(Map.of()).restore(file);

        assertThat(instance.resolve("neo4j/data/databases/neo4j/neostore")).hasContent("the graph");
        assertThat(instance.resolve("neo4j/data/empty")).isDirectory();
        assertThat(instance.resolve("neo4j/data/later")).doesNotExist();
        assertThat(instance.resolve("keycloak/data/h2/keycloakdb.mv.db")).hasContent("people");
        assertThat(instance.resolve("secrets.properties")).hasContent("neo4j.password=x");
        assertThat(index).doesNotExist();
        assertThat(printed()).contains("(RPO)", "until 20");
        try (var left = Files.list(instance)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .contains("neo4j", "keycloak", "secrets.properties")
                    .noneMatch(name -> name.startsWith("backup") || name.startsWith("restore"));
        }
    }

    @Test
    void shouldBeReadableByItsOwnerAlone() throws Exception {
        backup(Map.of()).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        backup(Map.of()).restore(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.resolve("secrets.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldChangeNothingByADamagedFile() throws Exception {
        backup(Map.of()).write(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, List.of("cut"));

        assertThatThrownBy(() -> backup(Map.of()).restore(file)).isInstanceOf(StackException.class);

        // The content of the last file, which is not the directory at the end that says where files are.
        byte[] damaged = bytes.clone();
        int content = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("secrets.properties");
        damaged[content + "secrets.properties".length() + 2] ^= 0x55;
        Files.write(file, damaged);
        assertThatThrownBy(() -> backup(Map.of()).restore(file))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(instance.resolve("neo4j/data/databases/neo4j/neostore")).hasContent("the graph");
        assertThat(index).hasContent("derived");
    }

    @Test
    void shouldRefuseWhatLeadsOutOfItsFolder() throws Exception {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("backup.properties"));
            out.write("instant=2026-11-20T10\\:00\\:00Z\n".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("../../elsewhere"));
        }

        assertThatThrownBy(() -> backup(Map.of()).restore(file)).hasMessageContaining("leads out of its folder");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void shouldLeaveAStoreThatRunsElsewhereToItsOwner() {
        assertThatThrownBy(() -> backup(Map.of("MAINSTAY_NEO4J_URI", "bolt://elsewhere:7687"))
                        .write(file))
                .hasMessageContaining("runs elsewhere, at bolt://elsewhere:7687");
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldSayThatThereIsNothingToBackUp() {
        Folders.delete(instance);

        assertThatThrownBy(() -> backup(Map.of()).write(file)).hasMessageContaining("nothing to back up");
    }

    private Backup backup(Map<String, String> environment) {
        return new Backup(settings(environment), new Output(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }

    private Settings settings(Map<String, String> environment) {
        return Settings.parse(List.of("backup", file.toString(), "--data", instance.toString()), environment, folder);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Path path = instance.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
