// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The launcher behind {@code ./mainstay}. Exit status: 0 done, 1 something failed, 2 wrong use, 3 {@code status} found
 * nothing running. The system property {@code mainstay.project} names the folder of the repository.
 */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] arguments) {
        Output output =
                new Output(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        Path project = Path.of(System.getProperty("mainstay.project", "."));
        Settings settings;
        try {
            settings = Settings.parse(List.of(arguments), System.getenv(), project);
        } catch (StackException wrongUse) {
            output.line(String.valueOf(wrongUse.getMessage()));
            System.exit(WRONG_USE);
            return;
        }
        System.exit(run(settings, output));
    }

    private static int run(Settings settings, Output output) {
        Commands commands = new Commands(settings, output);
        try {
            return switch (settings.command()) {
                case UP -> settings.detach() ? commands.upDetached() : commands.up();
                case DOWN -> commands.down();
                case STATUS -> commands.status();
                case LOGS -> commands.logs();
                case RESET -> commands.reset();
                case DEMO -> commands.demo();
                case BACKUP -> commands.backup();
                case RESTORE -> commands.restore();
            };
        } catch (StackException understood) {
            output.line(String.valueOf(understood.getMessage()));
            return FAILED;
        } catch (UncheckedIOException unexpected) {
            output.line("Failed: " + unexpected.getCause());
            return FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
