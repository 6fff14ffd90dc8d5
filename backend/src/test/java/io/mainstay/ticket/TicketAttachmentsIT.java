// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.attachment.AttachmentService;
import io.mainstay.attachment.Attachments;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestStackProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of tickets of each kind, sent and read over HTTP. */
@IntegrationTest
class TicketAttachmentsIT {

    private static final String SAMPLES = "io.mainstay.ticket.TicketContractIT#samples";
    private static final String FIELDS =
            "attachments { nodes { id name contentType size sha256 internal attachedBy { id } url } }";
    private static final JsonMapper JSON = new JsonMapper();

    /** What a picture begins with (PNG 1.2, 5.2), and some of what follows. */
    private static final byte[] PICTURE = HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000049454e44ae426082");

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    @Autowired
    private List<PeriodicJob> jobs;

    @Autowired
    private CypherCalls calls;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    private TicketFixture fixture(TicketSample sample) {
        return new TicketFixture(sample, client, work, cypher);
    }

    private TicketFixture fixture() {
        return fixture(new IncidentSample());
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void shouldKeepWhatIsAttachedUntilItIsRemoved(TicketSample sample) throws Exception {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();
        int version = fixture.version(id);
        String file = client.upload(fixture.worker, "Überhitzung 1.png", PICTURE);

        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(file)));

        assertThat(fixture.version(id)).as("adds").isEqualTo(version);
        JsonNode read = only(fixture, fixture.worker, id);
        assertThat(read.at("/id").asString()).isEqualTo(file);
        assertThat(read.at("/name").asString()).isEqualTo("Überhitzung 1.png");
        assertThat(read.at("/contentType").asString()).isEqualTo("image/png");
        assertThat(read.at("/size").asInt()).isEqualTo(PICTURE.length);
        assertThat(read.at("/sha256").asString()).isEqualTo(sha256(PICTURE));
        assertThat(read.at("/internal").asBoolean()).isFalse();
        assertThat(read.at("/attachedBy/id").asString()).isEqualTo(fixture.workerPerson.personId());
        HttpResponse<byte[]> bytes = get(read.at("/url").asString());
        assertThat(bytes.statusCode()).isEqualTo(200);
        assertThat(bytes.body()).isEqualTo(PICTURE);
        assertThat(bytes.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%C3%9Cberhitzung%201.png");
        assertThat(bytes.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(bytes.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(history(fixture, id, "attachments"))
                .containsExactly("null -> \"[" + file + " sha256:" + sha256(PICTURE) + " public Überhitzung 1.png]\"");
        assertThat(event(fixture, id, fixture.revision(id)))
                .isEqualTo(fixture.name + ".attachments-changed.v1 [\"" + file + "\"] []");

        fixture.done(fixture.worker, "Detach", id, Map.of("attachmentIds", List.of(file)));

        assertThat(fixture.version(id)).as("takes away").isEqualTo(version + 1);
        assertThat(all(fixture, fixture.worker, id)).isEmpty();
        assertThat(get(read.at("/url").asString()).statusCode()).isEqualTo(404);
        assertThat(stored(file)).exists();
        clock.advance(Duration.ofMinutes(61));
        purge();
        assertThat(stored(file)).doesNotExist();
        assertThat(history(fixture, id, "attachments")).hasSize(2);
        assertThat(fixture.act(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(file)))
                        .userErrorCodes(fixture.mutation("Attach")))
                .as("what was removed does not come back")
                .containsExactly("NOT_FOUND");
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void shouldShowInternalFilesOnlyToThoseWhoWork(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();
        String internal = client.upload(fixture.worker, "dump.txt", "secret".getBytes(UTF_8));
        String open = client.upload(fixture.worker, "manual.txt", "plain".getBytes(UTF_8));
        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(internal), "internal", true));
        assertThat(event(fixture, id, fixture.revision(id)))
                .isEqualTo(fixture.name + ".internal-attachments-changed.v1 [\"" + internal + "\"] []");
        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(open)));

        assertThat(names(fixture, fixture.worker, id)).containsExactly("manual.txt", "dump.txt");
        assertThat(names(fixture, fixture.auditor, id)).containsExactly("manual.txt", "dump.txt");
        assertThat(names(fixture, fixture.reporter, id)).containsExactly("manual.txt");

        boolean participates = sample.ofReporter().contains(FacetAction.ATTACH);
        String own = client.upload(fixture.reporter, "photo.png", PICTURE);
        assertThat(codes(
                        fixture,
                        fixture.reporter,
                        "Attach",
                        id,
                        Map.of("attachmentIds", List.of(own), "internal", true)))
                .containsExactly("FORBIDDEN");
        assertThat(codes(fixture, fixture.reporter, "Attach", id, Map.of("attachmentIds", List.of(own))))
                .isEqualTo(participates ? List.of() : List.of("FORBIDDEN"));
        assertThat(codes(fixture, fixture.reporter, "Detach", id, Map.of("attachmentIds", List.of(open))))
                .as("somebody else's")
                .containsExactly("FORBIDDEN");
        assertThat(codes(fixture, fixture.reporter, "Detach", id, Map.of("attachmentIds", List.of(internal))))
                .as("hidden")
                .containsExactly(participates ? "NOT_FOUND" : "FORBIDDEN");
        if (participates) {
            assertThat(codes(fixture, fixture.reporter, "Detach", id, Map.of("attachmentIds", List.of(own))))
                    .as("one's own")
                    .isEmpty();
        }
        assertThat(codes(fixture, fixture.leader, "Detach", id, Map.of("attachmentIds", List.of(open, internal))))
                .as("who works on it")
                .isEmpty();
        assertThat(all(fixture, fixture.worker, id)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(SAMPLES)
    void shouldLeaveATicketThatIsOverAsItIs(TicketSample sample) {
        TicketFixture fixture = fixture(sample);
        String id = fixture.reported();
        String file = client.upload(fixture.worker, "a.txt", "a".getBytes(UTF_8));
        String late = client.upload(fixture.worker, "b.txt", "b".getBytes(UTF_8));
        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(file)));
        fixture.done(
                fixture.worker, sample.cancel().action(), id, sample.cancel().input());

        assertThat(codes(fixture, fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(late))))
                .containsExactly("INVALID_TRANSITION");
        assertThat(codes(fixture, fixture.worker, "Detach", id, Map.of("attachmentIds", List.of(file))))
                .containsExactly("INVALID_TRANSITION");
        assertThat(fixture.read(fixture.worker, id, "availableTransitions { action }")
                        .toString())
                .doesNotContain("DETACH");
        assertThat(names(fixture, fixture.worker, id)).containsExactly("a.txt");
    }

    @Test
    void shouldAttachOnlyWhatOneHasSentAndOnlyToOneRecord() {
        TicketFixture fixture = fixture();
        String id = fixture.reported();
        String another = fixture.reported();
        String foreign = client.upload(fixture.leader, "a.txt", "a".getBytes(UTF_8));
        String own = client.upload(fixture.worker, "b.txt", "b".getBytes(UTF_8));

        assertThat(codes(fixture, fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(own, foreign))))
                .as("sent by somebody else")
                .containsExactly("NOT_FOUND");
        assertThat(all(fixture, fixture.worker, id)).as("all or nothing").isEmpty();
        assertThat(codes(fixture, fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(Ids.next()))))
                .containsExactly("NOT_FOUND");
        assertThat(codes(fixture, fixture.stranger, "Attach", id, Map.of("attachmentIds", List.of(own))))
                .as("who does not see the ticket")
                .containsExactly("NOT_FOUND");
        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(own, own)));
        int revision = fixture.revision(id);
        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(own)));
        assertThat(fixture.revision(id)).as("nothing was changed").isEqualTo(revision);
        assertThat(codes(fixture, fixture.worker, "Attach", another, Map.of("attachmentIds", List.of(own))))
                .as("is attached elsewhere")
                .containsExactly("NOT_FOUND");
        assertThat(codes(fixture, fixture.worker, "Detach", another, Map.of("attachmentIds", List.of(own))))
                .containsExactly("NOT_FOUND");
        for (List<String> wrong : List.of(
                List.<String>of(),
                IntStream.range(0, 21).mapToObj(_ -> Ids.next()).toList())) {
            assertThat(codes(fixture, fixture.worker, "Attach", id, Map.of("attachmentIds", wrong)))
                    .containsExactly("INVALID");
        }

        String waiting = client.upload(fixture.worker, "c.txt", "c".getBytes(UTF_8));
        clock.advance(AttachmentService.KEPT_FOR);
        assertThat(codes(fixture, fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(waiting))))
                .as("forgotten")
                .containsExactly("NOT_FOUND");
        purge();
        assertThat(stored(waiting)).as("for an hour more").exists();
        clock.advance(Duration.ofMinutes(61));
        purge();
        assertThat(stored(waiting)).doesNotExist();
        assertThat(stored(own)).as("is attached").exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "image/png"})
    void shouldTakeTheBytesWhateverTheSenderCallsThem(String type) {
        TicketFixture fixture = fixture();
        HttpRequest request = client.upload("a b+c.txt", "a=1&name=b.txt".getBytes(UTF_8))
                .header("Authorization", "Bearer " + fixture.worker)
                .header("Content-Type", type)
                .build();

        String answer = client.exchange(request).body();

        JsonNode sent = JSON.readTree(answer);
        assertThat(sent.at("/name").asString()).as(answer).isEqualTo("a b+c.txt");
        assertThat(sent.at("/size").asInt()).isEqualTo(14);
        assertThat(sent.at("/contentType").asString()).isEqualTo("text/plain");
    }

    @Test
    void shouldSayHowToSendAFileToWhoSendsAForm() {
        TicketFixture fixture = fixture();
        HttpRequest request = client.upload("a.txt", "--a\r\n\r\na\r\n--a--\r\n".getBytes(UTF_8))
                .header("Authorization", "Bearer " + fixture.worker)
                .header("Content-Type", "multipart/form-data; boundary=a")
                .build();

        HttpResponse<String> refused = client.exchange(request);

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("BAD_USER_INPUT").contains("--data-binary");
    }

    @Test
    void shouldGiveAFileToOneOfTwoWhoAttachItAtOnce() throws Exception {
        TicketFixture fixture = fixture();
        for (int round = 0; round < 5; round++) {
            List<String> tickets = List.of(fixture.reported(), fixture.reported());
            String file = client.upload(fixture.worker, "a.txt", "a".getBytes(UTF_8));
            try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<List<String>>> calls = tickets.stream()
                        .map(id -> (Callable<List<String>>) () ->
                                codes(fixture, fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(file))))
                        .toList();
                List<String> refusals = both.invokeAll(calls).stream()
                        .map(Future::resultNow)
                        .flatMap(List::stream)
                        .toList();
                assertThat(refusals).containsExactly("NOT_FOUND");
            }
            assertThat(tickets.stream()
                            .mapToInt(id -> all(fixture, fixture.worker, id).size())
                            .sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldHoldARecordToSoManyFiles() {
        TicketFixture fixture = fixture();
        String id = fixture.reported();
        for (int part = 0; part < Attachments.MAX / Attachments.MAX_AT_ONCE; part++) {
            fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", sent(fixture, Attachments.MAX_AT_ONCE)));
        }
        assertThat(codes(fixture, fixture.worker, "Attach", id, Map.of("attachmentIds", sent(fixture, 1))))
                .containsExactly("CONFLICT");

        Set<String> seen = new TreeSet<>();
        String after = null;
        do {
            JsonNode part = fixture.read(
                            fixture.worker,
                            id,
                            "attachments(first: 30" + (after == null ? "" : ", after: \"" + after + "\"")
                                    + ") { nodes { id } pageInfo { hasNextPage endCursor } }")
                    .at("/attachments");
            part.at("/nodes").forEach(node -> seen.add(node.at("/id").asString()));
            after = part.at("/pageInfo/hasNextPage").asBoolean()
                    ? part.at("/pageInfo/endCursor").asString()
                    : null;
        } while (after != null);
        assertThat(seen).hasSize(Attachments.MAX);
    }

    private List<String> sent(TicketFixture fixture, int files) {
        return IntStream.range(0, files)
                .mapToObj(file -> client.upload(fixture.worker, file + ".txt", "a".getBytes(UTF_8)))
                .toList();
    }

    @Test
    void shouldRefuseWhatIsNoFileAndKeepNothingOfIt() throws Exception {
        TicketFixture fixture = fixture();
        byte[] program = new byte[2_000];
        program[0] = 'M';
        program[1] = 'Z';
        byte[] large = new byte[1_024 * 1_024 + 1];
        Arrays.fill(large, (byte) 'a');
        long before = files();

        assertThat(client.exchange(client.upload("a.txt", new byte[] {1}).build())
                        .statusCode())
                .as("without a token")
                .isEqualTo(401);
        assertThat(refusal(fixture, client.request("/attachments").POST(HttpRequest.BodyPublishers.ofString("a"))))
                .isEqualTo("400 BAD_USER_INPUT name must be given: /attachments?name=report.pdf");
        for (String name : List.of(" ", "a/b.txt", "..\\b.txt", "a\nb.txt", "a\u202etxt.exe", "a".repeat(201))) {
            assertThat(refusal(fixture, client.upload(name, new byte[] {1})))
                    .as(name)
                    .startsWith("400 BAD_USER_INPUT name must be the name of a file");
        }
        assertThat(refusal(fixture, client.upload("a.txt", new byte[0])))
                .isEqualTo("400 BAD_USER_INPUT The file is empty.");
        assertThat(refusal(fixture, client.upload("a.png", program)))
                .as("by what it is, not by its name")
                .startsWith("415 BAD_USER_INPUT");
        assertThat(refusal(fixture, client.upload("a.txt", large))).startsWith("413 TOO_LARGE");
        HttpRequest.Builder chunked = client.request("/attachments?name=a.txt")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(refusal(fixture, chunked)).as("of unknown length").startsWith("413 TOO_LARGE");
        assertThat(files()).isEqualTo(before);

        for (int file = 0; file < 20; file++) {
            client.upload(fixture.stranger, "a.txt", new byte[] {1});
        }
        assertThat(refusal(fixture.stranger, client.upload("a.txt", new byte[] {1})))
                .startsWith("409 CONFLICT");
    }

    @Test
    void shouldLetNobodyMakeUpAnAddressOrKeepOne() {
        TicketFixture fixture = fixture();
        String id = fixture.reported();
        List<String> files = sent(fixture, 2);
        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", files));
        String url = all(fixture, fixture.worker, id).getFirst().at("/url").asString();
        String of = url.contains(files.get(0)) ? files.get(0) : files.get(1);
        String other = of.equals(files.get(0)) ? files.get(1) : files.get(0);
        long expires = Long.parseLong(url.replaceAll(".*expires=(\\d+).*", "$1"));

        assertThat(get(url).statusCode()).isEqualTo(200);
        for (String wrong : List.of(
                url.replace(of, other),
                url.replace("expires=" + expires, "expires=" + (expires + 1)),
                url.replace("expires=" + expires, "expires=999999999999"),
                url.replace("expires=" + expires, "expires=soon"),
                url.replaceAll("signature=.*", "signature=" + "A".repeat(43)),
                url.replaceAll("&signature=.*", ""),
                url.replaceAll("\\?.*", ""),
                url.replace(of, "..%2F..%2Fetc%2Fpasswd"))) {
            assertThat(get(wrong).statusCode()).as(wrong).isIn(400, 403);
        }
        clock.advance(Duration.ofMinutes(5));
        assertThat(get(url).statusCode()).as("over").isEqualTo(403);
    }

    @Test
    void shouldBreakOffRatherThanGiveWhatWasAlteredOrIsGone() throws Exception {
        TicketFixture fixture = fixture();
        String id = fixture.reported();
        String file = client.upload(fixture.worker, "a.txt", "As it was".getBytes(UTF_8));
        fixture.done(fixture.worker, "Attach", id, Map.of("attachmentIds", List.of(file)));
        String url = only(fixture, fixture.worker, id).at("/url").asString();
        Files.writeString(stored(file), "As it is!");
        assertThat(get(url).statusCode()).as("before anything was sent").isEqualTo(500);

        String another = fixture.reported();
        String large =
                client.upload(fixture.worker, "b.txt", "a".repeat(500_000).getBytes(UTF_8));
        fixture.done(fixture.worker, "Attach", another, Map.of("attachmentIds", List.of(large)));
        String largeUrl = only(fixture, fixture.worker, another).at("/url").asString();
        Files.writeString(stored(large), "a".repeat(499_999) + "b");
        assertThatThrownBy(() -> get(largeUrl)).hasRootCauseInstanceOf(IOException.class);
        Files.delete(stored(file));
        assertThat(get(url).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldReadTheFilesOfManyByOneCall() {
        TicketFixture fixture = fixture();
        for (int ticket = 0; ticket < 6; ticket++) {
            fixture.done(fixture.worker, "Attach", fixture.reported(), Map.of("attachmentIds", sent(fixture, 2)));
        }
        int few = calls(fixture, 2);
        assertThat(calls(fixture, 6)).isEqualTo(few);
        assertThat(few).isEqualTo(1);
    }

    private int calls(TicketFixture fixture, int first) {
        calls.reset();
        GraphQlAnswer answer = fixture.query(
                        fixture.worker,
                        "query($first: Int, $org: ID!) { list: incidents(first: $first, filter: {organisationId: {eq: $org}})"
                                + " { nodes { " + FIELDS + " } } }",
                        Map.of("first", first, "org", fixture.organisationId))
                .withoutErrors();
        assertThat(answer.at("list.nodes").size()).isEqualTo(first);
        return calls.mostRepeated("attachment/");
    }

    private void purge() {
        jobs.stream()
                .filter(job -> job.name().equals("attachments.purge"))
                .findFirst()
                .orElseThrow()
                .run();
    }

    private List<String> codes(TicketFixture fixture, String token, String action, String id, Map<String, ?> input) {
        GraphQlAnswer answer = fixture.act(token, action, id, input).withoutErrors();
        List<String> codes = answer.userErrorCodes(fixture.mutation(action));
        if (codes.contains("FORBIDDEN")) {
            assertThat(answer.text(fixture.mutation(action) + ".userErrors.0.parameters.permission"))
                    .as("what is missing, as the audit trail tells it")
                    .isNotNull();
        }
        return codes;
    }

    private static JsonNode only(TicketFixture fixture, String token, String id) {
        List<JsonNode> all = all(fixture, token, id);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static List<JsonNode> all(TicketFixture fixture, String token, String id) {
        return fixture.read(token, id, FIELDS)
                .at("/attachments/nodes")
                .valueStream()
                .toList();
    }

    private static List<String> names(TicketFixture fixture, String token, String id) {
        return all(fixture, token, id).stream()
                .map(file -> file.at("/name").asString())
                .toList();
    }

    private static List<String> history(TicketFixture fixture, String id, String field) {
        return fixture.read(fixture.worker, id, "history { nodes { fields { field before after } } }")
                .at("/history/nodes")
                .valueStream()
                .flatMap(entry -> entry.at("/fields").valueStream())
                .filter(change -> change.at("/field").asString().equals(field))
                .map(change -> change.at("/before") + " -> " + change.at("/after"))
                .toList();
    }

    private String event(TicketFixture fixture, String id, int revision) {
        return cypher.composed(
                        "test/event",
                        "MATCH (e:OutboxEvent {aggregateId: $id, revision: $revision}) RETURN e.type AS type, e.payload AS payload")
                .with("id", id)
                .with("revision", revision)
                .one(row -> {
                    JsonNode payload = JSON.readTree(row.string("payload"));
                    return row.string("type") + " " + payload.at("/attachedIds") + " " + payload.at("/removedIds");
                })
                .orElseThrow();
    }

    private String refusal(TicketFixture fixture, HttpRequest.Builder request) {
        return refusal(fixture.worker, request);
    }

    private String refusal(String token, HttpRequest.Builder request) {
        HttpResponse<String> answer = client.exchange(
                request.header("Authorization", "Bearer " + token).build());
        JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
        return answer.statusCode() + " " + error.at("/extensions/code").asString() + " "
                + error.at("/message").asString();
    }

    /** Of the application under test, whatever address the installation has from outside. */
    private HttpResponse<byte[]> get(String url) {
        URI uri = client.uri(url.substring(url.indexOf("/attachments/")));
        try {
            return http.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Path stored(String file) {
        return TestStackProperties.ATTACHMENTS
                .resolve(file.substring(file.length() - 3))
                .resolve(file);
    }

    /** How many files there are, those among them that are just gathered. */
    private static long files() throws IOException {
        try (var paths = Files.walk(TestStackProperties.ATTACHMENTS)) {
            return paths.filter(Files::isRegularFile).count();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
