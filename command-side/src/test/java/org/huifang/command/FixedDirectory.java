package org.huifang.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Person;

/** A company as it stood at one moment. */
public record FixedDirectory(Directory current, Instant at) implements CompanyDirectory {
    @Override
    public Directory refreshed() {
        return current;
    }

    @Override
    public Optional<Person> acting(String person) {
        return current.acting(person, at);
    }

    @Override
    public Optional<Person> actingAsRead(String person) {
        return acting(person);
    }

    @Override
    public List<Person> everybody() {
        return List.copyOf(current.people().values());
    }
}
