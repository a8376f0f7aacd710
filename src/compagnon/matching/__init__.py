"""The matching room: facts for the engine, runs, proposals, letters, answers, and partnerships opened."""
