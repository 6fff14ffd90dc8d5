// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.lease.Worker;
import io.mainstay.platform.outbox.ExclusiveDelivery.DeliveryTools;
import io.mainstay.platform.work.UnitOfWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts and stops the sequencer and a worker for each consumer. */
@Component
@EnableConfigurationProperties(OutboxSettings.class)
final class OutboxDelivery implements SmartLifecycle {

    // After the migrations and before the web server; so the last requests' events are still delivered at the end.
    private static final int PHASE = Integer.MAX_VALUE - 8192;

    private final ObjectProvider<EventConsumer> consumers;
    private final Sequencer sequencer;
    private final OutboxSignal signal;
    private final SystemClock clock;
    private final DeliveryTools tools;
    private final List<LeasedWorker> leased = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean running;

    OutboxDelivery(
            ObjectProvider<EventConsumer> consumers,
            Sequencer sequencer,
            OutboxSignal signal,
            SystemClock clock,
            UnitOfWork work,
            Leases leases,
            EventLog log,
            ConsumerCursors cursors,
            DeadLetterStore letters,
            DeliveryMeters meters,
            OutboxSettings settings) {
        this.consumers = consumers;
        this.sequencer = sequencer;
        this.signal = signal;
        this.clock = clock;
        this.tools = new DeliveryTools(work, clock, leases, log, cursors, letters, meters, settings);
    }

    @Override
    public void start() {
        startLeased(Sequencer.LEASE, sequencer, signal::whenAppended);
        Set<String> names = new HashSet<>();
        consumers.orderedStream().forEach(consumer -> {
            if (!names.add(consumer.name())) {
                throw new IllegalStateException("Two event consumers are called " + consumer.name());
            }
            startConsumer(consumer);
        });
        startWorker(new Worker("outbox-watch", clock, new SequencePoller(tools.log(), signal)));
        running = true;
    }

    private void startConsumer(EventConsumer consumer) {
        switch (consumer) {
            case ExclusiveEventConsumer exclusive -> {
                ExclusiveDelivery delivery = new ExclusiveDelivery(exclusive, tools);
                delivery.register();
                startLeased(ExclusiveDelivery.leaseName(exclusive.name()), delivery, signal::whenSequenced);
            }
            case BroadcastEventConsumer broadcast -> {
                BroadcastDelivery delivery = new BroadcastDelivery(broadcast, tools.log(), tools.meters());
                delivery.begin();
                Worker worker = new Worker("outbox-broadcast-" + broadcast.name(), clock, delivery);
                signal.whenSequenced(worker::wake);
                startWorker(worker);
            }
        }
    }

    private void startLeased(String name, LeasedWorker.Work work, java.util.function.Consumer<Runnable> wakeUps) {
        LeasedWorker worker = new LeasedWorker(name, tools.leases(), clock, work);
        wakeUps.accept(worker::wake);
        worker.start();
        leased.add(worker);
    }

    private void startWorker(Worker worker) {
        worker.start();
        workers.add(worker);
    }

    @Override
    public void stop() {
        // Side by side: one whose round waits for a database that is away takes its time.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            workers.forEach(worker -> threads.execute(worker::stop));
            leased.forEach(worker -> threads.execute(worker::stop));
        }
        workers.clear();
        leased.clear();
        signal.clear();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
