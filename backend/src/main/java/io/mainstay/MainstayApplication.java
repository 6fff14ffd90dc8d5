package io.mainstay;

import io.mainstay.platform.migration.MigrateAndExit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Entry point of the Mainstay backend. */
@SpringBootApplication
public class MainstayApplication {

    private static final String MIGRATE = "migrate";

    /** @param args {@code migrate} brings the graph up to date and exits; anything else serves */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(MIGRATE)) {
            MigrateAndExit.run(args);
            return;
        }
        SpringApplication.run(MainstayApplication.class, args);
    }
}
