"""Settings that all tests share."""

import os

from hypothesis import HealthCheck, Phase, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads that wait for each other take the
# cores from the other workers; NumPy reads it when it is first imported, here and in processes

settings.register_profile(
    "innosim",
    max_examples=4,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("innosim")
