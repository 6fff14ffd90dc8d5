// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.SystemClock;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses what is no request of GraphQL over HTTP before anything reads it: by its method, the types of body and answer, and
 * the length of its body: by its {@code Content-Length}, or, when it comes in chunks, as soon as it has grown too long, and the
 * time that it takes to arrive. What is in bounds is handed on from memory.
 */
final class HttpRequestFilter extends OncePerRequestFilter {

    private final int maxBytes;
    private final Duration patience;
    private final SystemClock clock;
    private final JsonMapper json;

    HttpRequestFilter(int maxBytes, Duration patience, SystemClock clock, JsonMapper json) {
        this.maxBytes = maxBytes;
        this.patience = patience;
        this.clock = clock;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (CorsUtils.isPreFlightRequest(request)) {
            chain.doFilter(request, response);
            return;
        }
        if (!request.getMethod().equals(HttpMethod.POST.name())) {
            response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
            new Refusal(
                            HttpStatus.METHOD_NOT_ALLOWED,
                            ErrorCode.BAD_REQUEST,
                            "Requests are sent by POST, with the document in the field 'query' of a JSON body.")
                    .write(response, json);
            return;
        }
        if (!isJson(request.getContentType())) {
            response.setHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
            new Refusal(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            ErrorCode.BAD_REQUEST,
                            "The body must be JSON, and the header Content-Type say application/json.")
                    .write(response, json);
            return;
        }
        if (!acceptsJson(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
            new Refusal(
                            HttpStatus.NOT_ACCEPTABLE,
                            ErrorCode.BAD_REQUEST,
                            "The header Accept must allow application/graphql-response+json or application/json."
                                    + " Subscriptions use a WebSocket.")
                    .write(response, json);
            return;
        }
        if (request.getContentLengthLong() > maxBytes) {
            refuseLong(response);
            return;
        }
        byte[] body = read(request.getInputStream());
        if (body == null) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            new Refusal(
                            HttpStatus.REQUEST_TIMEOUT,
                            ErrorCode.TIMEOUT,
                            "The body did not arrive within " + patience.toSeconds() + " seconds.")
                    .write(response, json);
            return;
        }
        if (body.length > maxBytes) {
            refuseLong(response);
            return;
        }
        chain.doFilter(new ReadRequest(request, body), response);
    }

    /** @return null if it takes too long: the web server's own limit is one for each packet */
    private byte @Nullable [] read(InputStream body) throws IOException {
        long end = clock.nanoTime() + patience.toNanos();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (read.size() <= maxBytes) {
            int length = body.read(buffer);
            if (length < 0) {
                break;
            }
            read.write(buffer, 0, length);
            if (clock.nanoTime() > end) {
                return null;
            }
        }
        return read.toByteArray();
    }

    private void refuseLong(HttpServletResponse response) throws IOException {
        new Refusal(
                        HttpStatus.CONTENT_TOO_LARGE,
                        ErrorCode.TOO_LARGE,
                        "The request is longer than " + maxBytes + " bytes.")
                .write(response, json);
    }

    private static boolean isJson(@Nullable String type) {
        try {
            return type != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static boolean acceptsJson(List<String> accept) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            return types.isEmpty()
                    || types.stream()
                            .anyMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON)
                                    || type.isCompatibleWith(Refusal.GRAPHQL_RESPONSE));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static final class ReadRequest extends HttpServletRequestWrapper {

        private final ByteArrayInputStream body;

        ReadRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new ByteArrayInputStream(body);
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public int read() {
                    return body.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return body.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return body.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("the body has been read");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }
    }
}
