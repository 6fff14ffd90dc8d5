// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import io.mainstay.bench.Meter.Operation;
import io.mainstay.bench.Meter.Outcome;
import io.mainstay.bench.ProcessorTime;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Thirty-two clients who list, read, search and report side by side; lists and reports are told apart. */
public final class Mixed implements Scenario {

    private static final int CLIENTS = 32;
    private static final int LISTS = 4;
    private static final int READS = 7;
    private static final int SEARCHES = 9;
    private static final int ALL = 10;

    @Override
    public String name() {
        return "mixed-32";
    }

    @Override
    public List<Result> measure(World world) {
        Operation list = Lists.incidents("", "").apply(world);
        Operation read = Reads.incident("number title state priority").apply(world);
        Operation search = Reads.search(world);
        Operation report = Writes.report(world);
        List<Long> lists = Collections.synchronizedList(new ArrayList<>());
        List<Long> reports = Collections.synchronizedList(new ArrayList<>());
        Outcome all = world.measure(CLIENTS, client -> {
            int what = ThreadLocalRandom.current().nextInt(ALL);
            if (what < LISTS) {
                timed(lists, list, client);
            } else if (what < READS) {
                read.run(client);
            } else if (what < SEARCHES) {
                search.run(client);
            } else {
                timed(reports, report, client);
            }
        });
        return List.of(
                new Result("mixed-32", "", all, null),
                new Result("mixed-32: list", "p99 300 ms", part(all, lists), null),
                new Result("mixed-32: report", "p99 200 ms", part(all, reports), null));
    }

    private static void timed(List<Long> times, Operation operation, int client) throws Exception {
        long begin = System.nanoTime();
        operation.run(client);
        times.add(System.nanoTime() - begin);
    }

    private static Outcome part(Outcome all, List<Long> times) {
        long[] nanos = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(nanos);
        return new Outcome(all.wall(), nanos.length, nanos, 0, null, ProcessorTime.NONE);
    }
}
