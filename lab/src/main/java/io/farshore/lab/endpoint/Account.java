package io.farshore.lab.endpoint;

/** The account that everything in the lab belongs to. */
public final class Account {

  /** Its id, one of those that AWS's documentation uses. */
  public static final String ID = "111122223333";

  private Account() {}
}
