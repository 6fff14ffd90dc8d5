// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal;

import io.mainstay.attachment.AttachedFile;
import io.mainstay.attachment.AttachmentRefusedException;
import io.mainstay.attachment.AttachmentRefusedException.Reason;
import io.mainstay.attachment.AttachmentService;
import io.mainstay.attachment.Upload;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.database.DatabaseCutException;
import io.mainstay.platform.graphql.OtherRequests;
import io.mainstay.platform.security.PrincipalAuthentication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Files over HTTP: sent with a token, read from an address that was given. */
@Configuration(proxyBeanMethods = false)
class AttachmentRoute {

    private static final String SEND = "/attachments";
    private static final String ID = "id";
    private static final String NAME = "name";
    private static final int BUFFER = 64 * 1024;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AttachmentService attachments;
    private final KeptFiles files;
    private final DownloadLinks links;
    private final OtherRequests requests;

    AttachmentRoute(AttachmentService attachments, KeptFiles files, DownloadLinks links, OtherRequests requests) {
        this.attachments = attachments;
        this.files = files;
        this.links = links;
        this.requests = requests;
    }

    @Bean
    RouterFunction<ServerResponse> attachmentRoutes() {
        return RouterFunctions.route()
                .POST(SEND, this::receive)
                .GET(DownloadLinks.PATH + "{" + ID + "}", this::give)
                .build();
    }

    private ServerResponse receive(ServerRequest request) throws IOException {
        Principal principal = principal();
        Optional<Duration> pause = requests.pause(principal);
        if (pause.isPresent()) {
            return later(HttpStatus.TOO_MANY_REQUESTS, "Too many requests. Wait a moment.", pause.get());
        }
        String type = String.valueOf(request.servletRequest().getContentType());
        if (type.regionMatches(true, 0, "multipart/", 0, 10)) {
            return refused(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "BAD_USER_INPUT",
                    "Send the bytes of the file as they are, not as a part of a form: curl --data-binary @report.pdf");
        }
        Optional<String> name = nameIn(request.servletRequest().getQueryString());
        if (name.isEmpty()) {
            return refused(
                    HttpStatus.BAD_REQUEST, "BAD_USER_INPUT", "name must be given: /attachments?name=report.pdf");
        }
        try {
            Upload upload = attachments.receive(
                    principal,
                    name.get(),
                    request.servletRequest().getContentLengthLong(),
                    request.servletRequest().getInputStream());
            return ServerResponse.created(URI.create(DownloadLinks.PATH + upload.id()))
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body(upload));
        } catch (AttachmentRefusedException refusal) {
            return refused(refusal);
        } catch (DatabaseCutException cut) {
            return later(HttpStatus.SERVICE_UNAVAILABLE, "The database is busy. Try again later.", PAUSE);
        }
    }

    /**
     * The name in an address. The servlet's own parameters are not asked: if a client calls the body a form, as curl does unless told otherwise, asking
     * for them reads the body.
     */
    private static Optional<String> nameIn(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(NAME + "="))
                .findFirst()
                .flatMap(part -> decoded(part.substring(NAME.length() + 1)));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Principal principal() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof PrincipalAuthentication known) {
            return known.getPrincipal();
        }
        throw new IllegalStateException("the path needs a token");
    }

    private static Map<String, Object> body(Upload upload) {
        AttachedFile file = upload.file();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", upload.id());
        body.put(NAME, file.name());
        body.put("contentType", file.contentType());
        body.put("size", file.size());
        body.put("sha256", file.sha256());
        body.put("expiresAt", upload.expiresAt().toString());
        return body;
    }

    private ServerResponse give(ServerRequest request) {
        String id = request.pathVariable(ID);
        Optional<Long> expires = request.param(DownloadLinks.EXPIRES).flatMap(AttachmentRoute::number);
        Optional<String> signature = request.param(DownloadLinks.SIGNATURE);
        if (expires.isEmpty() || signature.isEmpty() || !links.isValid(id, expires.get(), signature.get())) {
            return refused(
                    HttpStatus.FORBIDDEN,
                    "FORBIDDEN",
                    "This address is not valid, or no longer. Ask for the url of the attachment again.");
        }
        try {
            return files.read(id)
                    .map(AttachmentRoute::content)
                    .orElseGet(() -> refused(HttpStatus.NOT_FOUND, "NOT_FOUND", "The file is there no more."));
        } catch (AttachmentRefusedException refusal) {
            return refused(refusal);
        } catch (DatabaseCutException cut) {
            return later(HttpStatus.SERVICE_UNAVAILABLE, "The database is busy. Try again later.", PAUSE);
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,12}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** To be saved, never shown in the page: what people send may be a page with a program. */
    private static ServerResponse content(KeptFiles.Content content) {
        AttachedFile file = content.file();
        return ServerResponse.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_TYPE, file.contentType())
                .header(HttpHeaders.CONTENT_LENGTH, String.valueOf(file.size()))
                .cacheControl(CacheControl.noStore())
                .build((_, response) -> {
                    try (InputStream bytes = content.bytes()) {
                        copy(file, bytes, response.getOutputStream());
                    }
                    return null;
                });
    }

    /**
     * Holds the last bytes back until all are known to be those that were sent: whoever reads a file that was altered in the store gets a broken
     * answer, not a wrong one.
     */
    private static void copy(AttachedFile file, InputStream bytes, OutputStream out) throws IOException {
        MessageDigest digest = Gathered.sha256();
        byte[] held = bytes.readNBytes(BUFFER);
        while (held.length > 0) {
            digest.update(held);
            byte[] next = bytes.readNBytes(BUFFER);
            if (next.length == 0 && !HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
                throw new IOException("The bytes of the file are not those that were sent: " + file.sha256());
            }
            out.write(held);
            held = next;
        }
    }

    private static ServerResponse refused(AttachmentRefusedException refusal) {
        Reason reason = refusal.reason();
        return switch (reason) {
            case NAME, EMPTY -> refused(HttpStatus.BAD_REQUEST, "BAD_USER_INPUT", refusal.getMessage());
            case INCOMPLETE -> refused(HttpStatus.REQUEST_TIMEOUT, "BAD_REQUEST", refusal.getMessage());
            case TOO_LARGE -> refused(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", refusal.getMessage());
            case TYPE -> refused(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "BAD_USER_INPUT", refusal.getMessage());
            case TOO_MANY -> refused(HttpStatus.CONFLICT, "CONFLICT", refusal.getMessage());
            case BUSY -> later(HttpStatus.TOO_MANY_REQUESTS, refusal.getMessage(), PAUSE);
            case UNAVAILABLE -> refused(HttpStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE", refusal.getMessage());
        };
    }

    private static ServerResponse later(HttpStatus status, String message, Duration pause) {
        long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
        String code = status == HttpStatus.TOO_MANY_REQUESTS ? "TOO_MANY_REQUESTS" : "UNAVAILABLE";
        return ServerResponse.status(status)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .body(error(code, message));
    }

    private static ServerResponse refused(HttpStatus status, String code, String message) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(error(code, message));
    }

    /** Of the shape of the errors of GraphQL. */
    private static Map<String, ?> error(String code, String message) {
        return Map.of("errors", List.of(Map.of("message", message, "extensions", Map.of("code", code))));
    }
}
