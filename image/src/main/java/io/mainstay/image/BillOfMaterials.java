// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the image consists of, in the form of CycloneDX: the backend's own bill with its libraries, the virtual machine, and the
 * packages of the base. The same inputs give the same bytes.
 */
final class BillOfMaterials {

    /** The backend's own, beside its jar. */
    private static final String OF_BACKEND = "mainstay-backend.cdx.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private BillOfMaterials() {}

    /**
     * Writes the bill, unless the backend has none because it was built offline; then an earlier one is deleted.
     *
     * @param jar the backend
     * @param javaHome the virtual machine of the image
     * @param packages what the base was made from; none of an image on another base
     * @param time when everything in the image says that it was made
     */
    static void write(Path file, Path jar, Path javaHome, List<DebianPackage> packages, Instant time)
            throws IOException {
        Path ofBackend = jar.resolveSibling(OF_BACKEND);
        if (!Files.exists(ofBackend)) {
            Files.deleteIfExists(file);
            System.out.println("No bill of materials: " + ofBackend + " is missing, which an online build makes");
            return;
        }
        ObjectNode bill = (ObjectNode) JSON.readTree(Files.readString(ofBackend));
        ObjectNode metadata = (ObjectNode) bill.path("metadata");
        metadata.put("timestamp", time.toString());
        JsonNode backend = metadata.path("component");
        ArrayNode components = bill.withArray("components");
        components.insert(0, backend);
        components.add(virtualMachine(javaHome));
        packages.forEach(each -> components.add(ofDebian(each)));
        metadata.set(
                "component",
                JSON.createObjectNode()
                        .put("bom-ref", "mainstay-image")
                        .put("type", "container")
                        .put("name", "mainstay")
                        .put("version", backend.path("version").stringValue(""))
                        .put("description", "The OCI image of the backend."));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writeValueAsString(bill) + "\n");
    }

    private static ObjectNode virtualMachine(Path javaHome) throws IOException {
        Properties release = new Properties();
        release.load(Files.newBufferedReader(javaHome.resolve("release"), StandardCharsets.UTF_8));
        String version = release.getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION", ""))
                .replace("\"", "");
        ObjectNode component = JSON.createObjectNode()
                .put("bom-ref", "openjdk")
                .put("type", "platform")
                .put("name", "openjdk")
                .put("version", version)
                .put("description", "Modules of the JDK that the image was built with, made by jlink.")
                .put("cpe", "cpe:2.3:a:oracle:openjdk:" + version.replaceFirst("[+].*", "") + ":*:*:*:*:*:*:*");
        component.withArray("licenses").addObject().put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
        return component;
    }

    private static ObjectNode ofDebian(DebianPackage from) {
        String url = "pkg:deb/debian/%s@%s?arch=amd64&distro=bookworm"
                .formatted(from.name(), from.version().replace("+", "%2B"));
        ObjectNode component = JSON.createObjectNode()
                .put("bom-ref", url)
                .put("type", "library")
                .put("group", "debian")
                .put("name", from.name())
                .put("version", from.version())
                .put("purl", url);
        component.withArray("hashes").addObject().put("alg", "SHA-256").put("content", from.sha256());
        component
                .withArray("licenses")
                .addObject()
                .putObject("license")
                .put("name", "/usr/share/doc/" + from.name() + "/copyright in the image");
        return component;
    }
}
