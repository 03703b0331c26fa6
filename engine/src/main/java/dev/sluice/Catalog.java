package dev.sluice;

/** The tables and views that a session knows by name. Thread-safe. */
public final class Catalog {
    private final Session session;
    private final Views views;

    Catalog(Session session, Views views) {
        this.session = session;
        this.views = views;
    }

    /** Forgets a view; the tables it is made of stay. Gives whether there was one. */
    public boolean dropTempView(String viewName) {
        return views.drop(Given.value(viewName, "the name of the view"), false);
    }

    /** Forgets a global view. Gives whether there was one. */
    public boolean dropGlobalTempView(String viewName) {
        return views.drop(Given.value(viewName, "the name of the view"), true);
    }

    /** Keeps the rows of the table of this name, as {@link DataFrame#cache} does. */
    public void cacheTable(String tableName) {
        cacheTable(tableName, StorageLevel.MEMORY_AND_DISK());
    }

    public void cacheTable(String tableName, StorageLevel storageLevel) {
        session.table(tableName).persist(storageLevel);
    }

    public void uncacheTable(String tableName) {
        session.table(tableName).unpersist();
    }

    public boolean isCached(String tableName) {
        return !session.table(tableName).storageLevel().equals(StorageLevel.NONE());
    }

    /** Lets the rows of every table go that are kept. */
    public void clearCache() {
        session.clearCache();
    }

    /** Whether {@link Session#table} has something under this name. */
    public boolean tableExists(String tableName) {
        return session.hasTable(Given.value(tableName, "the name of the table"));
    }
}
