// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The state of an instance in one file: the graph, Keycloak's people and the secrets, which are worth nothing without each
 * other. The search index is not in it, because it is made from the graph.
 *
 * <p>Servers that run are stopped where they are (SIGSTOP) while their files are copied, and go on afterwards: the copy is
 * what a loss of power at that instant would have left, from which both stores start by their own logs.
 */
final class Backup {

    private static final String MANIFEST = "backup.properties";
    private static final String INSTANT = "instant";
    private static final String NEO4J_VERSION = "neo4j";
    private static final List<ServerName> FROZEN = List.of(ServerName.BACKEND, ServerName.NEO4J, ServerName.KEYCLOAK);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Settings settings;
    private final Layout layout;
    private final Output output;

    Backup(Settings settings, Output output) {
        this.settings = settings;
        this.layout = settings.layout();
        this.output = output;
    }

    /** Writes the file, which only its owner may read; one that is there already is replaced once the new one is whole. */
    void write(Path file) throws InterruptedException {
        requireOwnStores();
        if (!Files.exists(layout.data(ServerName.NEO4J)) || !Files.exists(layout.secrets())) {
            throw new StackException("There is nothing to back up in " + layout.instance());
        }
        Path copy = createFolder(layout.instance(), "backup");
        try {
            Instant asOf;
            List<ProcessIdentity> servers = running();
            Thread thawing = new Thread(() -> signal("-CONT", servers), "thaw");
            Runtime.getRuntime().addShutdownHook(thawing);
            long begin = System.nanoTime();
            try {
                signal("-STOP", servers);
                asOf = Instant.now();
                Files.createDirectories(layout.attachments());
                for (Path part : parts()) {
                    copy(part, copy.resolve(layout.instance().relativize(part)));
                }
            } finally {
                signal("-CONT", servers);
                Runtime.getRuntime().removeShutdownHook(thawing);
            }
            Duration pause = Duration.ofNanos(System.nanoTime() - begin);
            if (!servers.isEmpty()) {
                output.line(
                        "The servers paused for %s while their files were copied.".formatted(Output.seconds(pause)));
            }
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            pack(copy, draft, asOf);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            output.line(
                    "%s holds all that was written until %s, %d MiB. What comes later is lost if it is restored (RPO)."
                            .formatted(file, asOf, Files.size(file) / (1024 * 1024)));
            output.line("It holds passwords and the key of secret attributes too: keep it where nobody else reads it.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(copy);
        }
    }

    /** The instant of the state in a backup, as text. */
    String instant(Path file) {
        Properties manifest = manifest(file);
        String version = manifest.getProperty(NEO4J_VERSION, "");
        String ours = Distributions.pinned().version(ServerName.NEO4J);
        if (version.compareTo(ours) > 0) {
            throw new StackException("%s was written by Neo4j %s, which is newer than %s of this version of Mainstay."
                    .formatted(file, version, ours));
        }
        return manifest.getProperty(INSTANT, "");
    }

    /** Puts the state of a backup in place of that of the instance, which must not run. Nothing is lost if the file is damaged. */
    void restore(Path file) {
        requireOwnStores();
        String asOf = instant(file);
        Path draft = createFolder(layout.instance(), "restore");
        try {
            unpack(file, draft);
            // Derived from the graph, and of another time than this one.
            Folders.delete(Elasticsearch.dataFolder(layout));
            for (Path part : parts()) {
                if (Files.isDirectory(part)) {
                    Folders.delete(part);
                }
                Files.createDirectories(part.getParent());
                Path restored = draft.resolve(layout.instance().relativize(part));
                // A backup of before there were attachments has none.
                if (part.equals(layout.attachments()) && !Files.exists(restored)) {
                    continue;
                }
                Files.move(restored, part, StandardCopyOption.REPLACE_EXISTING);
            }
            output.line("Restored the state of %s in %s; what was written later is lost (RPO)."
                    .formatted(asOf, Output.seconds(output.elapsed())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(draft);
        }
    }

    private void requireOwnStores() {
        for (ServerName server : List.of(ServerName.NEO4J, ServerName.KEYCLOAK)) {
            if (settings.isExternal(server)) {
                throw new StackException("%s runs elsewhere, at %s: back it up and restore it there."
                        .formatted(server.id(), settings.externalAddress(server).orElseThrow()));
            }
        }
    }

    /** What a backup consists of; Keycloak's programs are links to the cache. */
    private List<Path> parts() {
        return List.of(
                layout.data(ServerName.NEO4J),
                layout.data(ServerName.KEYCLOAK).resolve("data"),
                layout.attachments(),
                layout.secrets());
    }

    private List<ProcessIdentity> running() {
        List<ProcessIdentity> all = new ArrayList<>();
        for (ServerName server : FROZEN) {
            all.addAll(Processes.withDescendants(layout.pid(server).alive()));
        }
        return all;
    }

    private static void signal(String signal, List<ProcessIdentity> processes) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.stream()
                .filter(ProcessIdentity::isAlive)
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        if (command.size() == 2) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(command).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new StackException("The servers could not be sent " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        if (!Files.exists(source)) {
            throw new StackException("%s is missing: was this stack ever ready?".formatted(source));
        }
        Files.createDirectories(target.getParent());
        if (Files.isDirectory(source)) {
            Folders.copy(source, target);
        } else {
            Files.copy(source, target);
        }
    }

    private static void pack(Path folder, Path file, Instant asOf) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file));
                Stream<Path> all = Files.walk(folder)) {
            // A little smaller for much more time: most of it are empty pages, which every level makes small.
            out.setLevel(1);
            Properties manifest = new Properties();
            manifest.setProperty(INSTANT, asOf.toString());
            manifest.setProperty(NEO4J_VERSION, Distributions.pinned().version(ServerName.NEO4J));
            out.putNextEntry(new ZipEntry(MANIFEST));
            manifest.store(out, null);
            for (Path path : all.filter(path -> !path.equals(folder)).sorted().toList()) {
                String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
                if (Files.isDirectory(path)) {
                    out.putNextEntry(new ZipEntry(name + "/"));
                } else {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(path, out);
                }
            }
        }
    }

    private static Properties manifest(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry entry = zip.getEntry(MANIFEST);
            if (entry == null) {
                throw new StackException(file + " is no backup of Mainstay");
            }
            Properties manifest = new Properties();
            try (InputStream in = zip.getInputStream(entry)) {
                manifest.load(in);
            }
            return manifest;
        } catch (ZipException e) {
            throw new StackException("%s is no backup, or not whole: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new StackException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    /** As a stream, which checks each file's sum; that the directory at the end is there was seen with the manifest. */
    private static void unpack(Path file, Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new StackException("%s is no backup: it leads out of its folder".formatted(file));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target, OWNER_ONLY_FOLDER);
                } else {
                    Files.createDirectories(target.getParent(), OWNER_ONLY_FOLDER);
                    Files.createFile(target, OWNER_ONLY);
                    try (OutputStream out = Files.newOutputStream(target)) {
                        in.transferTo(out);
                    }
                }
            }
        } catch (ZipException e) {
            throw new StackException("%s is damaged, and nothing was changed: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Path createFolder(Path parent, String name) {
        try {
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
