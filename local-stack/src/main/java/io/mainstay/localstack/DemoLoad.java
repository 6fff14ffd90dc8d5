// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells how far the load of demo data is, which the backend does once it is ready, and notes its end. */
final class DemoLoad {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern JOB = Pattern.compile(
            "\"kind\":\"demo\\.load\",\"state\":\"(\\w+)\",\"done\":(\\d+),\"total\":(\\d+|null),\"error\":(null|\".*?\")");
    private static final Pattern ITEMS = Pattern.compile("\"totalCount\":(\\d+)");
    private static final String QUERY = "{ jobs(first: 100) { nodes { kind state done total error } }"
            + " configurationItems(first: 1) { totalCount } }";
    private static final String WHAT = "demo data";
    private static final String FAILED = "FAILED";
    private static final int POLL_MILLIS = 1_000;
    private static final int STEP = 20;
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Settings settings;
    private final Endpoints endpoints;
    private final Output output;
    private long toldAtNanos = System.nanoTime();

    DemoLoad(Settings settings, Endpoints endpoints, Output output) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.output = output;
    }

    /** Whether the backend that starts here will fill an empty database; it needs the people of the shipped realm. */
    static boolean isExpected(Settings settings) {
        return settings.demo()
                && settings.servers().contains(ServerName.BACKEND)
                && settings.servers().contains(ServerName.KEYCLOAK)
                && !settings.isExternal(ServerName.KEYCLOAK);
    }

    static boolean failed(Layout layout) {
        try {
            return Files.readString(layout.demoEnd()).equals(FAILED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns once the data are loaded, the load has failed, or there is nothing to load.
     *
     * @param givenUp whether nobody waits any more
     */
    void follow(BooleanSupplier givenUp) {
        String end = isExpected(settings) ? await(givenUp) : "NONE";
        if (givenUp.getAsBoolean()) {
            return;
        }
        try {
            Files.writeString(settings.layout().demoEnd(), end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String await(BooleanSupplier givenUp) {
        int told = 0;
        try {
            while (!givenUp.getAsBoolean()) {
                String answer = ask();
                Matcher job = JOB.matcher(answer);
                Matcher items = ITEMS.matcher(answer);
                if (job.find()) {
                    switch (job.group(1)) {
                        case "SUCCEEDED" -> {
                            if (told > 0) {
                                output.event(WHAT, "are loaded");
                            }
                            return "LOADED";
                        }
                        case FAILED, "CANCELLED" -> {
                            output.event(WHAT, "are not complete: " + job.group(4));
                            return FAILED;
                        }
                        default -> told = tell(job, told);
                    }
                } else if (items.find() && !items.group(1).equals("0")) {
                    return "NONE";
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FAILED;
    }

    /**
     * A line whenever a fifth is done, and at least every ten seconds while something is done.
     *
     * @return how many percent were told last
     */
    private int tell(Matcher job, int told) {
        if (job.group(3).equals("null") || job.group(3).equals("0")) {
            return told;
        }
        int percent = (int) (100 * Long.parseLong(job.group(2)) / Long.parseLong(job.group(3)));
        boolean silentForLong = System.nanoTime() - toldAtNanos > SILENCE_NANOS;
        if (percent == told || (told > 0 && percent < told + STEP && !silentForLong)) {
            return told;
        }
        output.event(WHAT, "load: %d %%".formatted(percent));
        toldAtNanos = System.nanoTime();
        return percent;
    }

    /** What the backend says, or nothing: it may be starting again. */
    private String ask() throws InterruptedException {
        try {
            Matcher token = TOKEN.matcher(send(HttpRequest.newBuilder(URI.create(endpoints.address(ServerName.KEYCLOAK)
                            + "/realms/" + RealmTemplate.REALM + "/protocol/openid-connect/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "grant_type=password&client_id=mainstay-cli&username=administrator&password="
                                    + RealmTemplate.DEMO_PASSWORD))));
            if (!token.find()) {
                return "";
            }
            return send(HttpRequest.newBuilder(URI.create(endpoints.address(ServerName.BACKEND) + "/graphql"))
                    .header("Authorization", "Bearer " + token.group(1))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + QUERY + "\"}")));
        } catch (IOException notNow) {
            return "";
        }
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HealthCheck.Http.CLIENT
                .send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
