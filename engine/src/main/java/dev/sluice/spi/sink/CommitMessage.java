package dev.sluice.spi.sink;

/** What a writer tells the commit of its batch, such as the files it wrote. Each sink has its own record of it. */
public interface CommitMessage {
    /** Says nothing. */
    CommitMessage NONE = new CommitMessage() {};
}
