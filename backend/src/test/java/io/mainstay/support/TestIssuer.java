// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of real, signed tokens that publishes its keys on a loopback port, as a realm of Keycloak does. */
public final class TestIssuer implements AutoCloseable {

    private static final class Shared {
        private static final TestIssuer INSTANCE = new TestIssuer();
    }

    private final List<RSAKey> keys = new ArrayList<>(List.of(newKey()));
    private final AtomicInteger reads = new AtomicInteger();
    private final HttpServer server;
    private volatile boolean away;

    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/keys", exchange -> {
            reads.incrementAndGet();
            byte[] body = published().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(away ? 503 : 200, away ? -1 : body.length);
            if (!away) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    /** The issuer of the application under test. */
    public static TestIssuer shared() {
        return Shared.INSTANCE;
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String keysAddress() {
        return issuer() + "/keys";
    }

    public String sign(JWTClaimsSet claims) {
        return sign(claims, current());
    }

    static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** From now on signs with a new key and publishes only that. */
    public synchronized void rotate() {
        keys.clear();
        keys.add(newKey());
    }

    /** While away the issuer answers every request for its keys with an error. */
    public void setAway(boolean away) {
        this.away = away;
    }

    /** How often the keys were asked for. */
    public int reads() {
        return reads.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized RSAKey current() {
        return keys.getLast();
    }

    private synchronized String published() {
        return new JWKSet(List.copyOf(keys)).toString(true);
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
